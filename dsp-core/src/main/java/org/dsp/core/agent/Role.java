package org.dsp.core.agent;

/** What a node is by the configuration. */
public enum Role {
    /** Listed as a server. */
    SERVER,
    /** Every other one, listed or not. */
    CLIENT,
    /** Nothing is configured. */
    NONE
}
