package org.dsp.apps.ftp;

import java.security.SecureRandom;
import java.util.HexFormat;

/** The names of files that are not complete yet, beside where they will be. */
final class PartialNames {
    private static final String START = ".m3ftp-";
    private static final String END = ".part";
    private static final SecureRandom RANDOM = new SecureRandom();

    private PartialNames() {}

    /** A new name, which nobody can foresee. */
    static String next() {
        return START + HexFormat.of().toHexDigits(RANDOM.nextLong()) + END;
    }

    /** Whether {@code name} looks like one. */
    static boolean isPartial(String name) {
        return name.startsWith(START) && name.endsWith(END);
    }
}
