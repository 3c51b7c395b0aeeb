package org.dsp.ipc;

import java.util.Optional;

/**
 * A call that ended with an error. The message names the code, the call, and what to do if known.
 */
public class DvkException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int number;

    /** A call that ended with {@code code}; {@code what} says which call and why. */
    public DvkException(ErrorCode code, String what) {
        this(code.number(), what);
    }

    /** As above, caused by something else. */
    public DvkException(ErrorCode code, String what, Throwable cause) {
        super(code.describe() + ": " + what, cause);
        this.number = code.number();
    }

    /** A call that ended with the negative {@code number}, perhaps of no known code. */
    public DvkException(int number, String what) {
        super(ErrorCode.describe(number) + ": " + what);
        this.number = number;
    }

    /** The code; {@link ErrorCode#EDVSGENERIC} when {@link #number()} is of no known one. */
    public ErrorCode code() {
        Optional<ErrorCode> code = ErrorCode.of(number);
        return code.orElse(ErrorCode.EDVSGENERIC);
    }

    /** The number that the call ended with, below 0. */
    public int number() {
        return number;
    }
}
