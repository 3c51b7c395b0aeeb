package org.dsp.core.agent;

/**
 * A line for the log.
 *
 * @param level how grave
 * @param text what happened
 */
public record AgentNote(Grade level, String text) {
    /** How grave. */
    public enum Grade {
        DEBUG,
        INFO,
        WARN,
        ERROR
    }
}
