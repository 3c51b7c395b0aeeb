package org.dsp.core.wire;

/** The c_rcode of a JOIN_ACK. Everything but OK and STALE is a refusal. */
public final class JoinResult {
    /** Joined: commands may follow. */
    public static final int OK = 0;

    /** The joiner's idea of the link epoch is not this node's: it learns, and joins anew. */
    public static final int STALE = 1;

    /** Another cluster id. */
    public static final int WRONG_CLUSTER = 2;

    /** No JOIN of this protocol, or a version that is not spoken here. */
    public static final int WRONG_VERSION = 3;

    /** The joiner meant another node, or says that it is this one. */
    public static final int WRONG_NODE = 4;

    /** The joiner is not in this node's configuration. */
    public static final int UNKNOWN_PEER = 5;

    private JoinResult() {}

    /** What the code means, for logs. */
    public static String text(int result) {
        return switch (result) {
            case OK -> "ok";
            case STALE -> "stale link epoch";
            case WRONG_CLUSTER -> "another cluster id";
            case WRONG_VERSION -> "another protocol version";
            case WRONG_NODE -> "another node id than the one meant";
            case UNKNOWN_PEER -> "node not in the peer's configuration";
            default -> "unknown result";
        };
    }
}
