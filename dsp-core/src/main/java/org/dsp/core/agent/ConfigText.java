package org.dsp.core.agent;

/**
 * A cluster file as it travels: each node reads the text itself, so no two formats of a
 * configuration can disagree.
 *
 * @param name of the file, for errors; its ending tells the form
 * @param text at most {@link Limits#CONFIG} bytes
 */
public record ConfigText(String name, String text) {
    public ConfigText {
        Limits.text("file name", name, Limits.NAME);
        Limits.text("cluster file", text, Limits.CONFIG);
    }

    /** The digest of {@link ConfigEpoch}: of name and text. */
    public long digest() {
        return Hashes.text(text, Hashes.text(name, 0));
    }

    /** Without the text, which may hold secrets. */
    @Override
    public String toString() {
        return name + " (" + text.length() + " characters)";
    }
}
