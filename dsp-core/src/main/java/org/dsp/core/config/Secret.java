package org.dsp.core.config;

/**
 * A text that never shows itself: its {@link #toString} hides it, so that no log, no table and no
 * error can print it by accident.
 */
public final class Secret {
    private final String value;

    /**
     * @throws IllegalArgumentException when {@code value} is no text of one line ({@link
     *     Texts#isLine}); the error does not show it
     */
    public Secret(String value) {
        if (!Texts.isLine(value)) {
            throw new IllegalArgumentException("secret; allowed " + Texts.LINE_RULE);
        }
        this.value = value;
    }

    /** The text itself. For the one who must use it; never for a log or an argument list. */
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "(hidden)";
    }
}
