package org.dsp.config;

import java.util.ArrayList;
import java.util.List;

/** A block to write: settings in order, each with its words, or with one text. */
final class WrittenBlock {
    /**
     * One setting.
     *
     * @param quoted whether its one word is a text that needs quotes
     */
    record Setting(String name, List<String> words, boolean quoted) {}

    private final String keyword;
    private final String name;
    private final List<Setting> settings = new ArrayList<>();

    WrittenBlock(String keyword, String name) {
        this.keyword = keyword;
        this.name = name;
    }

    String keyword() {
        return keyword;
    }

    String name() {
        return name;
    }

    List<Setting> settings() {
        return List.copyOf(settings);
    }

    void number(String setting, int value) {
        word(setting, Integer.toString(value));
    }

    void word(String setting, String word) {
        settings.add(new Setting(setting, List.of(word), false));
    }

    void text(String setting, String text) {
        settings.add(new Setting(setting, List.of(text), true));
    }

    /** Several words; none = the setting is left out. */
    void words(String setting, List<String> words) {
        if (!words.isEmpty()) {
            settings.add(new Setting(setting, List.copyOf(words), false));
        }
    }
}
