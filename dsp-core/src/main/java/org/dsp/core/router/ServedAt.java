package org.dsp.core.router;

/**
 * Where the program of a session is, and where its client sees it. A reusable view; node's thread.
 */
public final class ServedAt {
    /** Stands for a node or an endpoint that is not known here. */
    public static final int UNKNOWN = -1;

    /** The program's node. */
    public int node = UNKNOWN;

    /** The program's endpoint; only its own node knows it for sure. */
    public int endpoint = UNKNOWN;

    /** The node at which clients see it. */
    public int shownNode = UNKNOWN;

    /** The endpoint by which its client addresses it. */
    public int shownEndpoint = UNKNOWN;

    /** Copies what {@code other} says. */
    public void copyFrom(ServedAt other) {
        set(other.node, other.endpoint, other.shownNode, other.shownEndpoint);
    }

    /** Nothing is known. */
    void clear() {
        set(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN);
    }

    void set(int atNode, int atEndpoint, int asNode, int asEndpoint) {
        node = atNode;
        endpoint = atEndpoint;
        shownNode = asNode;
        shownEndpoint = asEndpoint;
    }
}
