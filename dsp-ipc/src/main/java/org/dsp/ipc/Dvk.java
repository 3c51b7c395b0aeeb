package org.dsp.ipc;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.dsp.ipc.attach.AttachFrame;
import org.dsp.ipc.attach.AttachOp;

/**
 * The way into the daemon of this node: binds endpoints and answers questions.
 *
 * <p>Thread-safe, from platform and virtual threads. After the daemon restarts it attaches again by
 * itself at the next call. Closing it closes every endpoint that it bound.
 */
public final class Dvk implements AutoCloseable {
    /** Where the daemon listens if nobody says otherwise. */
    public static final Path DEFAULT_SOCKET = Path.of("/run/dsp/dvk.sock");

    /** Names the socket: as a system property, else as a variable of the environment. */
    public static final String SOCKET_VARIABLE = "DSP_SOCKET";

    /**
     * Of the environment: the token by which the daemon knows a program that it launched itself.
     */
    public static final String TOKEN_VARIABLE = "DSP_TOKEN";

    /** How long the daemon may take for an answer. */
    private static final int PROMPT_MILLIS = 5_000;

    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Path socket;
    private final byte[] token;
    private final Duration grace;
    private final Attachment line;
    private final Set<Endpoint> endpoints = ConcurrentHashMap.newKeySet();

    /**
     * Attaches.
     *
     * @param token 16 bytes, zeros for none
     * @param grace for how long the daemon may be silent after a time-out, and again after a CANCEL
     */
    Dvk(Path socket, byte[] token, Duration grace) {
        this.socket = socket;
        this.token = token.clone();
        this.grace = grace;
        this.line = new Attachment(socket, "this node", new Memory(), Optional.empty(), grace);
        line.attach();
    }

    /**
     * Attaches to the daemon at the socket that {@value #SOCKET_VARIABLE} names, else at {@link
     * #DEFAULT_SOCKET}.
     *
     * @throws DvkException EDVSNOTCONN if no daemon answers there within 10 s; its message says
     *     which socket was tried and what to do
     */
    public static Dvk attach() {
        return attach(SocketPath.find(System::getProperty, System::getenv));
    }

    /** As {@link #attach()}, at this socket (a path of at most 107 bytes). */
    public static Dvk attach(Path socket) {
        return new Dvk(socket, Token.parse(System.getenv(TOKEN_VARIABLE)), GRACE);
    }

    /** As {@link #bind(int, int, String)}, by the name of the program's main class. */
    public Endpoint bind(int dcid, int endpoint) {
        return bind(dcid, endpoint, ProgramName.of(System.getProperty("sun.java.command", "")));
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
        if (line.isClosed()) {
            throw new DvkException(ErrorCode.EDVSNOTCONN, "this Dvk is closed");
        }
        Memory memory = new Memory();
        Binding binding = new Binding(dcid, endpoint, name, token);
        Attachment own =
                new Attachment(socket, "endpoint " + endpoint, memory, Optional.of(binding), grace);
        own.attach();
        Endpoint bound = new Endpoint(own, binding, memory, endpoints::remove);
        endpoints.add(bound);
        if (line.isClosed()) {
            bound.close();
        }
        return bound;
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
        return NodeInfo.parse(ask(AttachOp.NODE_INFO, node, 0));
    }

    /**
     * What the daemon knows of a process.
     *
     * @throws DvkException EDVSNOTBIND if no process has that endpoint, EDVSBADDCID, EDVSBADRANGE
     */
    public ProcInfo procInfo(int dcid, int endpoint) {
        return ProcInfo.parse(ask(AttachOp.PROC_INFO, dcid, endpoint));
    }

    /** The id of this node. */
    public int nodeId() {
        return line.welcome().nodeId();
    }

    /** The endpoint ranges of the containers here. */
    public Limits limits() {
        return line.welcome().limits();
    }

    /** How many containers there are. */
    public int containers() {
        return line.welcome().containers();
    }

    /** Where the daemon listens. */
    public Path socket() {
        return socket;
    }

    /** Closes every endpoint bound through this, then the connection. Again: does nothing. */
    @Override
    public void close() {
        line.close();
        for (Endpoint endpoint : endpoints) {
            endpoint.close();
        }
    }

    private String ask(int op, int a0, int a1) {
        AttachFrame frame = line.begin(op, PROMPT_MILLIS, false);
        try {
            frame.a0(a0).a1(a1);
            return line.executeOrThrow().text();
        } finally {
            line.end();
        }
    }
}
