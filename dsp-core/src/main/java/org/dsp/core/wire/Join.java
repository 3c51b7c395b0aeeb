package org.dsp.core.wire;

/**
 * The fields of JOIN and JOIN_ACK in the areas of c_msg and c_vcopy ({@code docs/wire/frames.md}).
 * A half of a link epoch is a random 64-bit incarnation, ≠ 0, and a leave counter; incarnation 0
 * says "not known".
 */
public final class Join {
    /** "DSPJ": tells a JOIN of this protocol from a frame that only looks like one. */
    public static final int MAGIC = 0x4A50_5344;

    /** The protocol version of this code. */
    public static final int VERSION = 1;

    /** Feature bit: batches are read. */
    public static final int FEATURE_BATCH = 1;

    /** Feature bit: LZ4 frames are read. */
    public static final int FEATURE_LZ4 = 1 << 1;

    /** What this code can read. */
    public static final int FEATURES = FEATURE_BATCH | FEATURE_LZ4;

    private static final int OFFSET_MAGIC = 60;
    private static final int OFFSET_VERSION = 64;
    private static final int OFFSET_FEATURES = 68;
    private static final int OFFSET_CLUSTER = 72;
    private static final int OFFSET_MINE = 80;
    private static final int OFFSET_MINE_COUNTER = 88;
    private static final int OFFSET_HELLO_MS = 92;
    private static final int OFFSET_YOURS = 96;
    private static final int OFFSET_YOURS_COUNTER = 104;
    private static final int OFFSET_WINDOW_COMMANDS = 108;
    private static final int OFFSET_WINDOW_BYTES = 112;
    private static final int OFFSET_NUMBER = 116;

    private Join() {}

    /** {@link #MAGIC} in every JOIN and JOIN_ACK. */
    public static int magic(ProxyHeader header) {
        return header.intAt(OFFSET_MAGIC);
    }

    /** Protocol version of the frame's sender. */
    public static int version(ProxyHeader header) {
        return header.intAt(OFFSET_VERSION);
    }

    /** What the frame's sender can read; unknown bits mean nothing. */
    public static int features(ProxyHeader header) {
        return header.intAt(OFFSET_FEATURES);
    }

    /** Cluster id of the frame's sender, 0 = none. */
    public static long clusterId(ProxyHeader header) {
        return header.longAt(OFFSET_CLUSTER);
    }

    /** The sender's own incarnation. */
    public static long mine(ProxyHeader header) {
        return header.longAt(OFFSET_MINE);
    }

    /** The sender's own leave counter. */
    public static int mineCounter(ProxyHeader header) {
        return header.intAt(OFFSET_MINE_COUNTER);
    }

    /** The receiver's incarnation as the sender knows it, 0 = not known. */
    public static long yours(ProxyHeader header) {
        return header.longAt(OFFSET_YOURS);
    }

    /** The receiver's leave counter as the sender knows it. */
    public static int yoursCounter(ProxyHeader header) {
        return header.intAt(OFFSET_YOURS_COUNTER);
    }

    /** The joiner's HELLO period in ms (JOIN only). */
    public static int helloMs(ProxyHeader header) {
        return header.intAt(OFFSET_HELLO_MS);
    }

    /** The joiner's send window in commands (JOIN only). */
    public static int windowCommands(ProxyHeader header) {
        return header.intAt(OFFSET_WINDOW_COMMANDS);
    }

    /** The joiner's send window in payload bytes (JOIN only). */
    public static int windowBytes(ProxyHeader header) {
        return header.intAt(OFFSET_WINDOW_BYTES);
    }

    /**
     * JOIN: its number, counting up with each JOIN of an incarnation to this peer, serial
     * arithmetic; it tells a late one. JOIN_ACK: the highest that was seen of the joiner.
     */
    public static int number(ProxyHeader header) {
        return header.intAt(OFFSET_NUMBER);
    }

    /** Sets the JOIN's number. */
    public static ProxyHeader number(ProxyHeader header, int number) {
        return header.intAt(OFFSET_NUMBER, number);
    }

    /** Sets magic, version, features and the sender's cluster id. */
    public static ProxyHeader protocol(ProxyHeader header, long clusterId) {
        return header.intAt(OFFSET_MAGIC, MAGIC)
                .intAt(OFFSET_VERSION, VERSION)
                .intAt(OFFSET_FEATURES, FEATURES)
                .longAt(OFFSET_CLUSTER, clusterId);
    }

    /** Sets the sender's own half. */
    public static ProxyHeader mine(ProxyHeader header, long incarnation, int counter) {
        return header.longAt(OFFSET_MINE, incarnation).intAt(OFFSET_MINE_COUNTER, counter);
    }

    /** Sets the receiver's half as the sender knows it. */
    public static ProxyHeader yours(ProxyHeader header, long incarnation, int counter) {
        return header.longAt(OFFSET_YOURS, incarnation).intAt(OFFSET_YOURS_COUNTER, counter);
    }

    /** Sets what the receiver should know of the joiner's pace. */
    public static ProxyHeader pace(
            ProxyHeader header, int helloMs, int windowCommands, int windowBytes) {
        return header.intAt(OFFSET_HELLO_MS, helloMs)
                .intAt(OFFSET_WINDOW_COMMANDS, windowCommands)
                .intAt(OFFSET_WINDOW_BYTES, windowBytes);
    }
}
