package org.dsp.ipc;

import java.nio.file.Path;

/**
 * The way into the daemon of this node: binds endpoints and answers questions.
 *
 * <p>Thread-safe, from platform and virtual threads. After the daemon restarts it attaches again by
 * itself at the next call. Closing it closes every endpoint that it bound.
 */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"}) // signatures first, bodies next
public final class Dvk implements AutoCloseable {
    /** Where the daemon listens if nobody says otherwise. */
    public static final Path DEFAULT_SOCKET = Path.of("/run/dsp/dvk.sock");

    /** Names the socket: as a system property, else as a variable of the environment. */
    public static final String SOCKET_VARIABLE = "DSP_SOCKET";

    /**
     * Of the environment: the token by which the daemon knows a program that it launched itself.
     */
    public static final String TOKEN_VARIABLE = "DSP_TOKEN";

    private Dvk() {}

    /**
     * Attaches to the daemon at the socket that {@value #SOCKET_VARIABLE} names, else at {@link
     * #DEFAULT_SOCKET}.
     *
     * @throws DvkException EDVSNOTCONN if no daemon answers there within 10 s; its message says
     *     which socket was tried and what to do
     */
    public static Dvk attach() {
        throw new UnsupportedOperationException();
    }

    /** As {@link #attach()}, at this socket (a path of at most 107 bytes). */
    public static Dvk attach(Path socket) {
        throw new UnsupportedOperationException(socket.toString());
    }

    /** As {@link #bind(int, int, String)}, by the name of the program's main class. */
    public Endpoint bind(int dcid, int endpoint) {
        throw new UnsupportedOperationException(dcid + " " + endpoint);
    }

    /**
     * Makes the caller the process {@code endpoint} of container {@code dcid}, with a connection of
     * its own, until it is closed or this process ends.
     *
     * @param name at most 15 bytes of UTF-8; the daemon shows it
     * @throws DvkException EDVSSLOTUSED if the endpoint is in use on this node, EDVSBADDCID,
     *     EDVSBADRANGE, EDVSPRIVILEGES if a program that the daemon expects there has not shown the
     *     token, EDVSNAMESIZE, EDVSNOTCONN
     */
    public Endpoint bind(int dcid, int endpoint, String name) {
        throw new UnsupportedOperationException(dcid + " " + endpoint + " " + name);
    }

    /** What the daemon knows of its own node. */
    public NodeInfo nodeInfo() {
        return nodeInfo(Endpoints.LOCALNODE);
    }

    /**
     * What the daemon knows of a node.
     *
     * @throws DvkException EDVSBADNODEID if it knows none of that id
     */
    public NodeInfo nodeInfo(int node) {
        throw new UnsupportedOperationException("node " + node);
    }

    /**
     * What the daemon knows of a process.
     *
     * @throws DvkException EDVSNOTBIND if no process has that endpoint, EDVSBADDCID, EDVSBADRANGE
     */
    public ProcInfo procInfo(int dcid, int endpoint) {
        throw new UnsupportedOperationException(dcid + " " + endpoint);
    }

    /** The id of this node. */
    public int nodeId() {
        throw new UnsupportedOperationException();
    }

    /** The endpoint ranges of the containers here. */
    public Limits limits() {
        throw new UnsupportedOperationException();
    }

    /** How many containers there are. */
    public int containers() {
        throw new UnsupportedOperationException();
    }

    /** Where the daemon listens. */
    public Path socket() {
        throw new UnsupportedOperationException();
    }

    /** Closes every endpoint bound through this, then the connection. Again: does nothing. */
    @Override
    public void close() {}
}
