package org.dsp.core.agent;

/** What a node is at. The codes travel. */
public enum AgentState {
    /** Waits for a configuration. */
    WAIT_CONFIG("STS_WAIT_CONFIG"),
    /** Configured, and no server of the configuration. */
    CLIENT("STS_CLIENT"),
    /** A server of the configuration that has not yet heard its own INITIALIZED. */
    SERVER("STS_SERVER"),
    /** A server that takes sessions. */
    INITIALIZED("STS_INITIALIZED"),
    /** A server that goes on with its sessions and takes no new ones. */
    DRAINING("STS_DRAINING"),
    /** A server taken out: not in {@code bm_init}. */
    MAINTENANCE("STS_MAINTENANCE");

    private final String label;

    AgentState(String label) {
        this.label = label;
    }

    /** In the notes' words: {@code STS_CLIENT}. */
    public String label() {
        return label;
    }

    /** Whether a server in this state is in {@code bm_init}. */
    public boolean inService() {
        return this == INITIALIZED || this == DRAINING;
    }
}
