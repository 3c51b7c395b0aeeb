package org.dsp.core.wire;

/**
 * Why bytes are not a frame (DESIGN §4 "Malformed"): constants, so that refusing costs nothing. Any
 * of them but {@link #NONE} ends the connection.
 */
public enum FrameError {
    /** A frame. */
    NONE("no error"),
    UNKNOWN_COMMAND("c_cmd is no known command"),
    LENGTH_RANGE("c_len is outside 0…65536"),
    LENGTH_WITHOUT_PAYLOAD("c_len is not 0 on a command without payload"),
    BATCH_RANGE("c_batch_nr is outside 0…546"),
    BATCH_WITHOUT_FLAG("c_batch_nr is not 0 without the batch flag"),
    BATCH_LENGTH("c_len is not c_batch_nr × 120"),
    BATCH_COMMAND("the batch flag is set on a command that cannot head a batch"),
    BATCH_INNER("a command inside a batch has a payload, a batch flag, or is control"),
    COMPRESSED("the LZ4 flag is set, and LZ4 was not agreed"),
    LZ4("the payload is no LZ4 frame of as many bytes as the header says");

    private final String text;

    FrameError(String text) {
        this.text = text;
    }

    /** What is wrong, and what is allowed. */
    public String text() {
        return text;
    }
}
