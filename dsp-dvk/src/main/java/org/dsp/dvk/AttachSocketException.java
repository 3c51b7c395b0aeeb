package org.dsp.dvk;

/** The attach socket cannot be used; the message is one line for the operator. */
public final class AttachSocketException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean served;

    private AttachSocketException(String message, boolean served, Throwable cause) {
        super(message, cause);
        this.served = served;
    }

    static AttachSocketException unusable(String message, Throwable cause) {
        return new AttachSocketException(message, false, cause);
    }

    static AttachSocketException served(String message) {
        return new AttachSocketException(message, true, null);
    }

    /** Whether the reason is that another daemon serves this socket. */
    public boolean served() {
        return served;
    }
}
