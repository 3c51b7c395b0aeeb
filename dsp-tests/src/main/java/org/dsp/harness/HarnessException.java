package org.dsp.harness;

/** A child process did not do what was expected of it; the message has the end of its output. */
public final class HarnessException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What went wrong. */
    public HarnessException(String message) {
        super(message);
    }

    /** What went wrong, and why. */
    public HarnessException(String message, Throwable cause) {
        super(message, cause);
    }
}
