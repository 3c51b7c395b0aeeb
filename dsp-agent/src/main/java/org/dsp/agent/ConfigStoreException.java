package org.dsp.agent;

/** The configuration on disk cannot be read or written; the message says which file and why. */
public final class ConfigStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConfigStoreException(String message, Throwable cause) {
        super(message, cause);
    }

    ConfigStoreException(String message) {
        super(message);
    }
}
