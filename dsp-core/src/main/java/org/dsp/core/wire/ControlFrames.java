package org.dsp.core.wire;

/**
 * Fills a header with a frame between channels: no container, no endpoints, no sequence. Each
 * method sets the whole header. {@code from} and {@code to} are node ids.
 */
public final class ControlFrames {
    /** c_src and c_dst where there is no endpoint: the original's NONE. */
    public static final int NO_ENDPOINT = 27_342;

    /** c_dcid where there is no container. */
    public static final int NO_CONTAINER = -1;

    private ControlFrames() {}

    /** The link HELLO. */
    public static ProxyHeader hello(ProxyHeader header, int from, int to) {
        return control(header, Command.NONE, from, to);
    }

    /**
     * A JOIN without its halves and pace, see {@link Join}; {@code first} is the sequence of the
     * first command that will follow.
     */
    public static ProxyHeader join(
            ProxyHeader header, int from, int to, long clusterId, int first) {
        return Join.protocol(control(header, Command.JOIN, from, to), clusterId).sndSeq(first);
    }

    /**
     * A JOIN_ACK without halves, see {@link Join}.
     *
     * @param result see {@link JoinResult}
     * @param next the next sequence expected; 0 unless the result is OK
     */
    public static ProxyHeader joinAck(
            ProxyHeader header, int from, int to, long clusterId, int result, int next) {
        return Join.protocol(control(header, Command.JOIN_ACK, from, to), clusterId)
                .rcode(result)
                .ackSeq(next);
    }

    /** Everything before {@code next} is taken. */
    public static ProxyHeader windowAck(ProxyHeader header, int from, int to, int next) {
        return control(header, Command.WINDOW_ACK, from, to).ackSeq(next);
    }

    /** What came is no frame; {@code next} was the sequence expected. */
    public static ProxyHeader reject(ProxyHeader header, int from, int to, int next) {
        return control(header, Command.REJECT, from, to).ackSeq(next);
    }

    /** The sender leaves. */
    public static ProxyHeader goodbye(ProxyHeader header, int from, int to) {
        return control(header, Command.GOODBYE, from, to);
    }

    private static ProxyHeader control(ProxyHeader header, int cmd, int from, int to) {
        return header.clear()
                .cmd(cmd)
                .dcid(NO_CONTAINER)
                .src(NO_ENDPOINT)
                .dst(NO_ENDPOINT)
                .snode(from)
                .dnode(to);
    }
}
