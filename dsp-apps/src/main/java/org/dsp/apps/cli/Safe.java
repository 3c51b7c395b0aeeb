package org.dsp.apps.cli;

/** Makes text that others chose safe to print. */
public final class Safe {
    private Safe() {}

    /** {@code text} in quotes; control characters and lone surrogates as backslash-u escapes. */
    public static String quoted(String text) {
        return '"' + printable(text) + '"';
    }

    /** {@code text} with control characters and lone surrogates as backslash-u escapes. */
    public static String printable(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        point -> {
                            if (isHarmless(point)) {
                                safe.appendCodePoint(point);
                            } else {
                                safe.append(String.format("\\u%04x", point));
                            }
                        });
        return safe.toString();
    }

    private static boolean isHarmless(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED ->
                    false;
            default -> true;
        };
    }
}
