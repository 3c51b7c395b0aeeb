package org.dsp.apps.ftp;

import java.security.SecureRandom;
import java.util.HexFormat;

/** The names of files that are not complete yet, beside where they will be. */
final class PartialNames {
    private static final String START = ".m3ftp-";
    private static final String END = ".part";
    private static final SecureRandom RANDOM = new SecureRandom();

    /** What the names of this process have in common, and no other's. */
    private static final String OURS = START + HexFormat.of().toHexDigits(RANDOM.nextInt()) + "-";

    private PartialNames() {}

    /** A new name, which nobody can foresee. */
    static String next() {
        return OURS + HexFormat.of().toHexDigits(RANDOM.nextLong()) + END;
    }

    /** Whether this process has given {@code name} to one of its files. */
    static boolean isOurs(String name) {
        return name.startsWith(OURS) && isPartial(name);
    }

    /** Whether {@code name} looks like one. */
    static boolean isPartial(String name) {
        return name.startsWith(START) && name.endsWith(END);
    }
}
