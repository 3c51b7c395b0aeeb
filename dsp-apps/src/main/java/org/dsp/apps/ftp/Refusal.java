package org.dsp.apps.ftp;

import org.dsp.ipc.ErrorCode;

/** The server does not do it: the code that the client gets, and the reason for the log. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ErrorCode code;

    Refusal(ErrorCode code, String reason) {
        super(reason);
        this.code = code;
    }

    ErrorCode code() {
        return code;
    }
}
