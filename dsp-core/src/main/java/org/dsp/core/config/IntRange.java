package org.dsp.core.config;

/**
 * Whole numbers from {@code min} to {@code max}, both allowed. The records and the readers of files
 * share one range per setting, so that they cannot disagree.
 */
public record IntRange(int min, int max) {
    public IntRange {
        if (min > max) {
            throw new IllegalArgumentException("range from " + min + " to " + max + " is empty");
        }
    }

    /** Whether {@code value} is allowed. */
    public boolean contains(long value) {
        return value >= min && value <= max;
    }

    /**
     * Refuses a value out of range.
     *
     * @param what the setting, for the error
     * @throws IllegalArgumentException naming the setting, the value and what is allowed
     */
    public void check(String what, long value) {
        if (!contains(value)) {
            throw new IllegalArgumentException(what + " " + value + "; allowed " + this);
        }
    }

    /** As an error says it: {@code 0 to 499}. */
    @Override
    public String toString() {
        return min + " to " + max;
    }
}
