package org.dsp.core.agent;

/** Bytes that are no message of the agents. */
public final class AgentFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public AgentFormatException(String message) {
        super(message);
    }

    public AgentFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
