package org.dsp.daemon;

/** The daemon cannot start; the message is what the operator reads. */
final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ExitCode code;

    StartException(ExitCode code, String message) {
        super(message);
        this.code = code;
    }

    StartException(ExitCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    ExitCode code() {
        return code;
    }
}
