package org.dsp.apps.cli;

import org.dsp.ipc.DvkException;

/** What a server does when its receive ends with an error. */
public final class ReceiveErrors {
    /** What to do. */
    public enum Verdict {
        /** Nothing happened; receive again. */
        GO_ON,
        /** The daemon is away; say so and receive again: the library attaches again. */
        SAY_AND_GO_ON,
        /** The endpoint is lost; end. */
        END
    }

    private ReceiveErrors() {}

    /** The verdict on {@code e}. */
    public static Verdict verdict(DvkException e) {
        return switch (e.code()) {
            case EDVSTIMEDOUT, EDVSINTR -> Verdict.GO_ON;
            case EDVSNOTCONN -> Verdict.SAY_AND_GO_ON;
            default -> Verdict.END;
        };
    }
}
