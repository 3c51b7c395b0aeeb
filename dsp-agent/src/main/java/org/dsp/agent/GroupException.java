package org.dsp.agent;

/** The group cannot be joined, or is lost; the message is what the operator reads. */
public final class GroupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public GroupException(String message) {
        super(message);
    }

    public GroupException(String message, Throwable cause) {
        super(message, cause);
    }
}
