package org.dsp.core.launch;

import java.util.HexFormat;

/**
 * What tells a started program from any other: in its environment and nowhere else, good for one
 * instance. Whoever presents it is the program, whatever its pid.
 *
 * @param high with {@code low} not both 0
 */
public record Token(long high, long low) {
    private static final int DIGITS = 32;

    public Token {
        if (high == 0 && low == 0) {
            throw new IllegalArgumentException("token 0; allowed: anything else");
        }
    }

    /** As the environment carries it: 32 hexadecimal digits. */
    public String hex() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }

    /**
     * Reads {@link #hex}.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static Token parse(String hex) {
        if (hex.length() != DIGITS) {
            throw new IllegalArgumentException(
                    "token of " + hex.length() + " digits; allowed " + DIGITS);
        }
        return new Token(
                HexFormat.fromHexDigitsToLong(hex, 0, DIGITS / 2),
                HexFormat.fromHexDigitsToLong(hex, DIGITS / 2, DIGITS));
    }

    /** Says nothing: it is a secret. */
    @Override
    public String toString() {
        return "token";
    }
}
