package org.dsp.ipc;

import java.util.HexFormat;

/** The one-time token by which the daemon knows a program that it launched. */
final class Token {
    /** Its bytes. */
    static final int BYTES = 16;

    private Token() {}

    /**
     * From the text of the environment; all zeros if there is none.
     *
     * @throws DvkException EDVSBADVALUE, without the text: it is a secret
     */
    static byte[] parse(String text) {
        if (text == null || text.isEmpty()) {
            return new byte[BYTES];
        }
        try {
            byte[] token = HexFormat.of().parseHex(text);
            if (token.length == BYTES) {
                return token;
            }
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
        throw malformed();
    }

    private static DvkException malformed() {
        return new DvkException(
                ErrorCode.EDVSBADVALUE,
                Dvk.TOKEN_VARIABLE + " is not " + 2 * BYTES + " hexadecimal digits");
    }
}
