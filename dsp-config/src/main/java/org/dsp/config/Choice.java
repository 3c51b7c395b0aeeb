package org.dsp.config;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Words to choose from. Capital letters do not matter. */
final class Choice<T> {
    static final Choice<Boolean> YES_NO = yesNo();

    private final Map<String, T> words;

    private Choice(Map<String, T> words) {
        this.words = words;
    }

    /** The constants of an enum, by their names in small letters. */
    static <E extends Enum<E>> Choice<E> of(Class<E> type) {
        Map<String, E> words = new LinkedHashMap<>();
        Arrays.stream(type.getEnumConstants()).forEach(e -> words.put(word(e), e));
        return new Choice<>(words);
    }

    /** How a file writes a constant. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** How a file writes yes and no. */
    static String word(boolean yes) {
        return yes ? "YES" : "NO";
    }

    Optional<T> of(String text) {
        return Optional.ofNullable(words.get(text.toLowerCase(Locale.ROOT)));
    }

    String rule() {
        return "allowed " + String.join(", ", words.keySet());
    }

    String suggestion(String text) {
        return Suggestion.text(text, words.keySet());
    }

    private static Choice<Boolean> yesNo() {
        Map<String, Boolean> words = new LinkedHashMap<>();
        words.put("yes", true);
        words.put("no", false);
        return new Choice<>(words);
    }
}
