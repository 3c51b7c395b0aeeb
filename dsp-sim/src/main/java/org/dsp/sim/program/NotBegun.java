package org.dsp.sim.program;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.dsp.ipc.ErrorCode;

/** Errors that say that no program has had the request. */
final class NotBegun {
    private static final Set<ErrorCode> CODES =
            EnumSet.of(
                    ErrorCode.EDVSAGAIN,
                    ErrorCode.EDVSNOSPC,
                    ErrorCode.EDVSNOENT,
                    ErrorCode.EDVSNOTREADY,
                    ErrorCode.EDVSACCES,
                    ErrorCode.EDVSNOTBIND);

    private NotBegun() {}

    /** The name of a code. */
    static String name(int code) {
        return Arrays.stream(ErrorCode.values())
                .filter(each -> each.number() == code)
                .map(Enum::name)
                .findFirst()
                .orElse("error " + code);
    }

    /** Whether an end, by its name, says so. */
    static boolean says(String end) {
        return CODES.stream().anyMatch(code -> code.name().equals(end));
    }
}
