package org.dsp.core.session;

import org.dsp.core.wire.ProxyHeader;

/** A session that a program of this node serves. Plain state. */
public final class ServerSession {
    public final long id;
    public final int dcid;

    /** The endpoint that clients address the service by. */
    public final int external;

    /** How the kernel knows the client's node: its id, or the hop of clients on this node. */
    public final int clientHop;

    public final int client;
    public final int clientGeneration;
    public final int clientPid;

    /** The program's endpoint. */
    public final int endpoint;

    /** The life of the program that was started for it; 0 = it shares one started by hand. */
    public long instance;

    /** The program's process, 0 while it is starting. */
    public int generation;

    public int pid;

    /** The first message waits in {@link #first} for the program. */
    public boolean held;

    public final ProxyHeader first = new ProxyHeader();

    /** A notify that waits for the program, before {@link #first}; null = none does. */
    public ProxyHeader notice;

    /** The client's last request, answered or not. */
    public int lastRequest;

    /** The client's request that is not answered; 0 = none. */
    public int owed;

    /** Its program has answered something. */
    public boolean answered;

    /** That request is a send: its answer is an acknowledgement. */
    public boolean owedIsSend;

    /** When it began, and from then on when its program was bound, in monotonic ns. */
    public long since;

    /** Requests of its client that its program was given, or waits for. */
    public long requests;

    /** When the last frame of it passed, in monotonic ns. */
    public long lastUsed;

    /** Of its last frames, how long it may be silent, in ns; {@code Long.MAX_VALUE} = for ever. */
    public final long timeout;

    /**
     * @param request the frame that opens it, as it arrived
     * @param clientHop where it came from
     */
    public ServerSession(ProxyHeader request, int clientHop, int endpoint, long timeout) {
        this.id = request.session();
        this.dcid = request.dcid();
        this.external = request.dst();
        this.clientHop = clientHop;
        this.client = request.src();
        this.clientGeneration = request.srcGen();
        this.clientPid = request.pid();
        this.endpoint = endpoint;
        this.timeout = timeout;
    }

    /** Its program is bound. */
    public boolean open() {
        return generation != 0;
    }

    /** Whether the frame is of its client. */
    public boolean isOf(ProxyHeader h, int hop) {
        return hop == clientHop && h.src() == client && h.srcGen() == clientGeneration;
    }
}
