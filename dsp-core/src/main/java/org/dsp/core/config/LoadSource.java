package org.dsp.core.config;

/** What a node takes its load from. */
public enum LoadSource {
    /** All processors of this machine: /proc/stat. */
    STAT,
    /** The processor time of a control group, against its quota. */
    CGROUP,
    /** The sessions that this node serves, against its capacity. */
    SESSIONS,
    /** A number that somebody else writes to a file. */
    FILE
}
