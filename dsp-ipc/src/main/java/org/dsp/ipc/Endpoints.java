package org.dsp.ipc;

/** Endpoint numbers and other constants with a meaning of their own; the original's values. */
public final class Endpoints {
    /** Any source: receive from whoever comes. */
    public static final int ANY = 31_438;

    /** No endpoint at all. */
    public static final int NONE = 27_342;

    /** The caller itself, as source or destination of a {@code vcopy}. */
    public static final int SELF = 35_534;

    /** The kernel of a node, as a source of messages. */
    public static final int HARDWARE = -1;

    /** The system task of node 0; see {@link #systask}. */
    public static final int SYSTEM = -2;

    /** The slots task. */
    public static final int SLOTS = -34;

    /** The clock task. */
    public static final int CLOCK = -35;

    /** This node, whatever its id. */
    public static final int LOCALNODE = -1;

    /** A time-out in ms: wait for ever. */
    public static final int FOREVER = -1;

    /** A time-out in ms: do not wait. */
    public static final int NOWAIT = 0;

    /** The bit of a notification's type; the rest is its source. */
    public static final int NOTIFY_MASK = 0x1000;

    /** Most bytes of one {@code vcopy}: 1 MiB. */
    public static final int MAX_COPY = 1 << 20;

    /** Most bytes of a name; with its NUL it takes 16. */
    public static final int MAX_NAME = 15;

    private Endpoints() {}

    /** The system task of a node. */
    public static int systask(int node) {
        return SYSTEM - node;
    }
}
