package org.dsp.sim.program;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.dsp.ipc.ErrorCode;

/** What the errors of calls to services say. */
final class Errors {
    /** No program has had the request. */
    private static final Set<ErrorCode> NOT_BEGUN =
            EnumSet.of(
                    ErrorCode.EDVSAGAIN,
                    ErrorCode.EDVSNOSPC,
                    ErrorCode.EDVSNOENT,
                    ErrorCode.EDVSNOTREADY,
                    ErrorCode.EDVSNOTBIND);

    /** One may have had it. */
    private static final Set<ErrorCode> MAY_HAVE_BEGUN =
            EnumSet.of(
                    ErrorCode.EDVSDSTDIED,
                    ErrorCode.EDVSSRCDIED,
                    ErrorCode.EDVSNOTCONN,
                    ErrorCode.EDVSTIMEDOUT,
                    ErrorCode.EDVSINTR);

    private Errors() {}

    private static Optional<ErrorCode> find(int code) {
        return Arrays.stream(ErrorCode.values()).filter(e -> e.number() == code).findFirst();
    }

    /** The name of a code. */
    static String name(int code) {
        return find(code).map(Enum::name).orElse("error " + code);
    }

    /** Whether it says that no program has had the request. */
    static boolean notBegun(int code) {
        return find(code).map(NOT_BEGUN::contains).orElse(false);
    }

    /** Whether a client that makes one call at a time, to services only, may get it at all. */
    static boolean expected(int code) {
        return notBegun(code) || find(code).map(MAY_HAVE_BEGUN::contains).orElse(false);
    }
}
