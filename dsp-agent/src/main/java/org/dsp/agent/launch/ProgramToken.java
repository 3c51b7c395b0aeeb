package org.dsp.agent.launch;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * The one-time token of a program, by which the daemon knows it when it binds, and by which its
 * processes are found wherever they went.
 */
public final class ProgramToken {
    /** Its size in bytes. */
    public static final int BYTES = 16;

    private final String hex;

    private ProgramToken(String hex) {
        this.hex = hex;
    }

    /**
     * A token.
     *
     * @param bytes {@value #BYTES} of them, not all zero
     */
    public static ProgramToken of(byte[] bytes) {
        if (bytes.length != BYTES || Arrays.equals(bytes, new byte[BYTES])) {
            throw new IllegalArgumentException(
                    "a token of %d bytes; allowed %d that are not all zero"
                            .formatted(bytes.length, BYTES));
        }
        return new ProgramToken(HexFormat.of().formatHex(bytes));
    }

    /** Reads what {@link #hex} wrote. */
    static ProgramToken parse(String hex) {
        return of(HexFormat.of().parseHex(hex));
    }

    /** As the environment has it. */
    String hex() {
        return hex;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProgramToken token && token.hex.equals(hex);
    }

    @Override
    public int hashCode() {
        return hex.hashCode();
    }

    /** Nothing that a log should not have. */
    @Override
    public String toString() {
        return "token";
    }
}
