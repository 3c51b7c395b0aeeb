package org.dsp.core.agent;

/** How loaded a server is. The codes travel. */
public enum Level implements Coded {
    /** No session, and below low water. */
    FREE(0, "LVL_FREE"),
    /** Below low water. */
    UNLOADED(1, "LVL_UNLOADED"),
    /** Between low and high water. */
    LOADED(2, "LVL_LOADED"),
    /** At or above high water. */
    SATURATED(3, "LVL_SATURATED"),
    /** Not measured yet, or too long ago: never taken for idle. */
    UNKNOWN(4, "LVL_UNKNOWN"),
    /** Nobody measures: a cluster without a group, or a node that is no server. */
    NOT_MONITORED(5, "LVL_NOT_MONITORED");

    private final int code;
    private final String label;

    Level(int code, String label) {
        this.code = code;
        this.label = label;
    }

    @Override
    public int code() {
        return code;
    }

    /** In the notes' words: {@code LVL_FREE}. */
    public String label() {
        return label;
    }
}
