package org.dsp.apps.cli;

/** Ends a program: one line for the user and the exit status. */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;

    /** Ends with {@code status} (see {@link ExitStatus}), saying {@code line}. */
    public Failure(int status, String line) {
        super(line);
        this.status = status;
    }

    /** As above, caused by something that {@code --debug} shows. */
    public Failure(int status, String line, Throwable cause) {
        super(line, cause);
        this.status = status;
    }

    /** The exit status. */
    public int status() {
        return status;
    }
}
