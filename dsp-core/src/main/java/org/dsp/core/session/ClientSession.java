package org.dsp.core.session;

import java.util.BitSet;
import org.dsp.core.wire.ProxyHeader;

/** A session of a client on this node. Plain state. */
public final class ClientSession {
    /** Where it stands. */
    public enum State {
        /** No node is chosen. */
        CHOOSING,
        /** A node is, and has not answered. */
        OPENING,
        /** Its program has answered. */
        OPEN
    }

    public final int dcid;
    public final int client;
    public final int generation;

    /** The endpoint that clients address the service by. */
    public final int external;

    public State state = State.CHOOSING;

    /** 0 while no node is chosen. */
    public long id;

    /** The server's node; -1 while none is chosen. */
    public int node = -1;

    /** The client's last request, and the endpoint that it addressed by it. */
    public int request;

    public int addressed;

    /** Nodes that refused that request. */
    public final BitSet tried = new BitSet();

    /** Why the last one did; 0 = none has. */
    public int refusal;

    /** When it began, in monotonic ns. */
    public long since;

    /** Requests of the client so far. */
    public long requests;

    /** How often the request found its session gone before it began. */
    public int gone;

    /** Its node has ended it; the request that crossed this is not answered yet. */
    public boolean closed;

    /** The last request that left to open it, and was not refused; 0 = its node knows of none. */
    public int left;

    /** Its program ended before it answered anything: that was counted. */
    public boolean failed;

    /** When that request stops waiting for a node, in monotonic ns. */
    public long waitsUntil;

    /** That request as the client made it, while it may have to go elsewhere. */
    public final ProxyHeader opening = new ProxyHeader();

    /** The next session of the same client. */
    ClientSession next;

    public ClientSession(int dcid, int client, int generation, int external) {
        this.dcid = dcid;
        this.client = client;
        this.generation = generation;
        this.external = external;
    }
}
