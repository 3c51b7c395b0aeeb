package org.dsp.config;

/** Text from elsewhere as messages show it: short, on one line. */
final class Quoted {
    private static final int QUOTED_MAX = 40;
    private static final int PLAIN_MAX = 200;

    private Quoted() {}

    /** A text from a file, in quotes. */
    static String of(String text) {
        return '"' + shortened(text, QUOTED_MAX) + '"';
    }

    /** A message of a library or of the system, without quotes. */
    static String plain(String text) {
        return shortened(text, PLAIN_MAX);
    }

    private static String shortened(String text, int max) {
        var shown = new StringBuilder();
        text.codePoints()
                .limit(max)
                .map(c -> isVisible(c) ? c : '?')
                .forEach(shown::appendCodePoint);
        if (text.codePointCount(0, text.length()) > max) {
            shown.append("...");
        }
        return shown.toString();
    }

    /** What stays on its line and in its place. */
    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
