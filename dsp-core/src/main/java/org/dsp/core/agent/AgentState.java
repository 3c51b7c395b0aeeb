package org.dsp.core.agent;

/** What a node is at. The codes travel. */
public enum AgentState implements Coded {
    /** Waits for a configuration. */
    WAIT_CONFIG(0, "STS_WAIT_CONFIG"),
    /** Configured, and no server of the configuration. */
    CLIENT(1, "STS_CLIENT"),
    /** A server of the configuration that has not yet heard its own INITIALIZED. */
    SERVER(2, "STS_SERVER"),
    /** A server that takes sessions. */
    INITIALIZED(3, "STS_INITIALIZED"),
    /** A server that goes on with its sessions and takes no new ones. */
    DRAINING(4, "STS_DRAINING"),
    /** A server taken out: not in {@code bm_init}. */
    MAINTENANCE(5, "STS_MAINTENANCE");

    private final int code;
    private final String label;

    AgentState(int code, String label) {
        this.code = code;
        this.label = label;
    }

    @Override
    public int code() {
        return code;
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
