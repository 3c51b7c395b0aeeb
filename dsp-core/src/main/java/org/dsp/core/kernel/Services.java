package org.dsp.core.kernel;

import org.dsp.core.wire.ProxyHeader;

/**
 * What the kernel asks about services (DESIGN §7); answered by {@code core.router}. To the kernel
 * services and their clients are processes of two nodes that do not exist: a client talks to {@link
 * #SERVICES}, and a program whose client is on its own node talks to {@link #CLIENTS}. Called on a
 * message's way: must not allocate on a hit.
 */
public interface Services {
    /** The next hop of whatever is for a service: where it goes is the router's choice. */
    int SERVICES = Kernel.MAX_NODES;

    /** The next hop of what programs of services say to clients on the same node. */
    int CLIENTS = Kernel.MAX_NODES + 1;

    /** All next hops are below this. */
    int HOPS = Kernel.MAX_NODES + 2;

    /** All processes of a service have this generation for their clients: sessions tell lives. */
    int GENERATION = 1;

    /** {@link #route}: the request waits for a node; {@link Kernel#retryHeld} asks again. */
    int HOLD = Integer.MIN_VALUE;

    /** {@link #route}: nobody is there for it any more. */
    int DROP = Integer.MIN_VALUE + 1;

    /** K3, rule 2: whether {@code endpoint} is a service's to a process bound at {@code asker}. */
    boolean serves(int dcid, int endpoint, int asker);

    /**
     * Where a frame goes that belongs to a session, or is for {@link #SERVICES} or {@link
     * #CLIENTS}. What the receiver must see is written into {@code h}.
     *
     * @param uid the user of the process whose request it is
     * @return a hop, {@link #HOLD}, {@link #DROP}, or the error that ends the call
     */
    int route(ProxyHeader h, int uid);

    /** A frame has been pulled for that hop: it will not be taken back. */
    void pulled(ProxyHeader h, int hop);

    /** A request that was not pulled is taken back: its call has ended. */
    void withdrawn(ProxyHeader h);

    /** The node behind {@link #SERVICES} for a session; any other hop is itself. */
    int hop(int node, long session);

    /** Whether a process may bind there: 0, or the error. */
    int admits(int dcid, int endpoint, long tokenHigh, long tokenLow, int pid);

    /** A process is bound. */
    void bound(int dcid, int endpoint, int generation, int pid);

    /** A process is gone; what it had under way has ended. */
    void unbound(int dcid, int endpoint, int generation);

    /** LEAVE of a node: before anything of it ends in the kernel. */
    void left(int node);

    /** The node at which clients see servers; -1 = there is none. */
    int presented();

    /** A node without services. */
    static Services none() {
        return new NoServices();
    }
}
