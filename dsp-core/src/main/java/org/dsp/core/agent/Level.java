package org.dsp.core.agent;

/** How loaded a server is. The codes travel. */
public enum Level {
    /** No session, and below low water. */
    FREE("LVL_FREE"),
    /** Below low water. */
    UNLOADED("LVL_UNLOADED"),
    /** Between low and high water. */
    LOADED("LVL_LOADED"),
    /** At or above high water. */
    SATURATED("LVL_SATURATED"),
    /** Not measured yet, or too long ago: never taken for idle. */
    UNKNOWN("LVL_UNKNOWN"),
    /** Nobody measures: a cluster without a group, or a node that is no server. */
    NOT_MONITORED("LVL_NOT_MONITORED");

    private final String label;

    Level(String label) {
        this.label = label;
    }

    /** In the notes' words: {@code LVL_FREE}. */
    public String label() {
        return label;
    }
}
