package org.dsp.core.config;

import java.util.regex.Pattern;

/**
 * What texts of the configuration may hold. The rules are what both forms of the cluster file can
 * write and read back unchanged.
 */
public final class Texts {
    /** The rule of {@link #isName}, as an error says it. */
    public static final String NAME_RULE =
            "1 to 63 letters, digits, '.', '_' or '-', the first a letter or a digit";

    /** The rule of {@link #isHost}, as an error says it. */
    public static final String HOST_RULE = "a host name or an IPv4 or IPv6 address";

    /** The rule of {@link #isLine}, as an error says it. */
    public static final String LINE_RULE =
            "one line of 1 to 1024 characters, no control characters, not both kinds of quotes";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9:][A-Za-z0-9._:%-]{0,252}");
    private static final int LINE_MAX = 1024;

    private Texts() {}

    /** Whether {@code text} can name a block. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** Whether {@code text} can be a host; whether it exists is not asked. */
    public static boolean isHost(String text) {
        return HOST.matcher(text).matches();
    }

    /** Whether {@code text} can be a path, a command, a user name. */
    public static boolean isLine(String text) {
        if (text.isBlank() || text.length() > LINE_MAX) {
            return false;
        }
        if (text.indexOf('"') >= 0 && text.indexOf('\'') >= 0) {
            return false;
        }
        return text.codePoints().allMatch(Texts::isPrintable);
    }

    static void checkName(String what, String text) {
        check(isName(text), what, text, NAME_RULE);
    }

    static void checkHost(String what, String text) {
        check(isHost(text), what, text, HOST_RULE);
    }

    static void checkLine(String what, String text) {
        check(isLine(text), what, text, LINE_RULE);
    }

    private static void check(boolean right, String what, String text, String rule) {
        if (!right) {
            throw new IllegalArgumentException(what + " \"" + text + "\"; allowed " + rule);
        }
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> c != 0xFEFF && c != 0xFFFE && c != 0xFFFF;
        };
    }
}
