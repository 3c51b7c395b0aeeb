package org.dsp.core.config;

import java.util.ArrayList;
import java.util.List;

/**
 * A service's {@code prog} as words: blanks part them, quotes of either kind keep blanks. No shell
 * ever sees it, so nothing else in it means anything.
 */
public final class ProgWords {
    /** What {@link #isOne} demands, for a message. */
    public static final String RULE =
            Texts.LINE_RULE + ", which names a program, each quote in it with its end";

    private ProgWords() {}

    /** Whether a text can be a service's {@code prog}. */
    public static boolean isOne(String text) {
        if (!Texts.isLine(text)) {
            return false;
        }
        try {
            return !of(text).isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Its words, the first of which is the program.
     *
     * @throws IllegalArgumentException if there is none, or a quote has no end
     */
    public static List<String> of(String prog) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        char quote = 0;
        for (int i = 0; i < prog.length(); i++) {
            char c = prog.charAt(i);
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
                begun = true;
            } else if (c == ' ' || c == '\t') {
                if (begun) {
                    words.add(word.toString());
                    word.setLength(0);
                    begun = false;
                }
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("prog " + prog + ": a quote has no end");
        }
        if (begun) {
            words.add(word.toString());
        }
        if (words.isEmpty() || words.get(0).isEmpty()) {
            throw new IllegalArgumentException("prog names no program");
        }
        return words;
    }
}
