package org.dsp.core.admin;

/** Bytes that are no frame of the admin protocol; the message says what is wrong. */
public final class AdminFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AdminFormatException(String message) {
        super(message);
    }
}
