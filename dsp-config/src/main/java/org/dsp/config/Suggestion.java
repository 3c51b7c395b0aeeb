package org.dsp.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The known word that a wrong one was probably meant to be. */
final class Suggestion {
    private static final int LONGEST = 32;

    private Suggestion() {}

    /** {@code did you mean "…"? } when a known word is close, else nothing. */
    static String text(String wrong, Collection<String> known) {
        return closest(wrong, known).map(word -> "did you mean \"" + word + "\"? ").orElse("");
    }

    private static Optional<String> closest(String wrong, Collection<String> known) {
        if (wrong.length() > LONGEST) {
            return Optional.empty();
        }
        String given = wrong.toLowerCase(Locale.ROOT);
        int near = Math.min(2, given.length() / 2);
        return known.stream()
                .filter(word -> distance(given, word) <= near)
                .min(
                        Comparator.<String>comparingInt(word -> distance(given, word))
                                .thenComparing(Comparator.naturalOrder()));
    }

    /** Letters to add, drop or change (Levenshtein). */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
