package org.dsp.config;

/** Text from a file as messages show it: in quotes, short, on one line. */
final class Quoted {
    private static final int MAX = 40;

    private Quoted() {}

    static String of(String text) {
        var shown = new StringBuilder("\"");
        text.codePoints()
                .limit(MAX)
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .forEach(shown::appendCodePoint);
        if (text.codePointCount(0, text.length()) > MAX) {
            shown.append("...");
        }
        return shown.append('"').toString();
    }
}
