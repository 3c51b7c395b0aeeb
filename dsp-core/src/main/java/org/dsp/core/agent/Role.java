package org.dsp.core.agent;

/** What a node is by the configuration. */
public enum Role implements Coded {
    /** Listed as a server. */
    SERVER(0),
    /** Every other one, listed or not. */
    CLIENT(1),
    /** Nothing is configured. */
    NONE(2);

    private final int code;

    Role(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }
}
