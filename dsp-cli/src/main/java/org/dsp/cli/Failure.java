package org.dsp.cli;

import java.util.List;
import org.dsp.core.admin.AdminError;

/** Ends a command: one line for the user, perhaps more below it, and the exit status. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitStatus status;
    private final transient List<String> details;

    Failure(ExitStatus status, String line) {
        this(status, line, List.of());
    }

    Failure(ExitStatus status, String line, List<String> details) {
        super(line);
        this.status = status;
        this.details = List.copyOf(details);
    }

    Failure(ExitStatus status, String line, Throwable cause) {
        super(line, cause);
        this.status = status;
        this.details = List.of();
    }

    /** What a daemon answered. */
    static Failure of(AdminError error) {
        return new Failure(ExitStatus.of(error.code()), error.text(), error.details());
    }

    ExitStatus status() {
        return status;
    }

    List<String> details() {
        return details;
    }
}
