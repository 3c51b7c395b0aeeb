package org.dsp.core.kernel;

import java.util.ArrayList;
import java.util.List;
import org.dsp.core.Payload;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;
import org.dsp.ipc.Endpoints;
import org.dsp.ipc.attach.AttachFrame;
import org.dsp.ipc.attach.AttachOp;

/**
 * The embedded DVK: who is bound, and what happens when somebody comes or goes (K5). Calls are
 * {@link Rendezvous}'s, frames of other nodes {@link Arrivals}', copies {@link Copies}'. One
 * thread; {@code now} in monotonic ns.
 */
public final class Kernel implements DvkAdapter {
    /** Node ids are 0…499 (DESIGN §4). */
    public static final int MAX_NODES = 500;

    /** NR_DCS of the original. */
    public static final int MAX_CONTAINERS = 32;

    final int node;
    final Links links;
    final Outbox outbox = new Outbox();
    final Deadlines deadlines = new Deadlines();
    final AttachFrame scratch = new AttachFrame();
    final Names names = new Names(this);
    final Ends ends = new Ends(this);
    final Chunks chunks = new Chunks(this);
    final Signals signals;
    final Rendezvous rendezvous;
    final Copies copies;
    final KernelInfo info;
    final Services services;
    final ServiceCalls serviceCalls = new ServiceCalls(this);

    private final Operator operator;
    private final KernelSettings settings;
    private final Arrivals arrivals = new Arrivals(this);
    private final Container[] containers = new Container[MAX_CONTAINERS];
    private final long[] sent = new long[Services.HOPS];
    private final long[] received = new long[Services.HOPS];
    private final List<ProcessSession> sessions = new ArrayList<>();
    private final List<ProcessSession> dirty = new ArrayList<>();

    private long now;

    /** Generation of the process bound last; never 0. */
    private int generation;

    /** Frames that served no open request any more, or were refused (K4). */
    private long dropped;

    /** A node without services. */
    public Kernel(KernelSettings settings, Links links) {
        this(settings, links, Services.none());
    }

    public Kernel(KernelSettings settings, Links links, Services services) {
        this.services = services;
        this.settings = settings;
        this.node = settings.nodeId();
        this.links = links;
        this.signals = new Signals(this, settings);
        this.rendezvous = new Rendezvous(this, ends);
        this.copies = new Copies(this, settings.copyChunks());
        this.info = new KernelInfo(this, settings.name());
        this.operator = new Operator(this, settings.names());
        this.generation = firstGeneration(settings.incarnation());
        settings.containers().forEach(c -> containers[c.dcid()] = new Container(c));
        settings.names().stream()
                .filter(n -> n.node() != node)
                .forEach(n -> containers[n.dcid()].name(n.endpoint(), n.node()));
    }

    /**
     * Generations do not begin at 1 after every start: a frame that a third node sends on from
     * before a restart must not fit a process of after it.
     */
    private static int firstGeneration(long incarnation) {
        return (int) (incarnation ^ (incarnation >>> 32));
    }

    // ---- the shells' side

    /** A process connected. */
    public AttachSession attach(Credentials credentials, AttachOutput output, long at) {
        at(at);
        ProcessSession session = new ProcessSession(this, credentials, output);
        sessions.add(session);
        return session;
    }

    /** What an operator does to endpoints. */
    public Operator operator() {
        return operator;
    }

    void closed(ProcessSession session) {
        sessions.remove(session);
        dirty.remove(session);
    }

    /** Flushes every session written to since the last time. */
    public void flushSessions() {
        for (int i = 0; i < dirty.size(); i++) {
            dirty.get(i).flush();
        }
        dirty.clear();
    }

    /** A peer with frames to pull that was not asked for since they came; -1 = none is left. */
    public int nextDirty() {
        return outbox.nextDirty();
    }

    /** The peer's channel has room again: {@link #nextDirty} will name it if anything waits. */
    public void room(int peer) {
        outbox.markDirty(outbox.peer(peer));
    }

    /** Ends the calls whose time has come. */
    public void tick(long at) {
        at(at);
        while (deadlines.next() <= now) {
            ends.expire(deadlines.first());
        }
    }

    /** When {@link #tick} is next wanted; {@code Long.MAX_VALUE} = never. */
    public long nextDeadline() {
        return deadlines.next();
    }

    /** The daemon stops: every process is told. */
    public void stop(String why, long at) {
        at(at);
        for (ProcessSession s : List.copyOf(sessions)) {
            s.bye(Codes.NOTCONN, why);
        }
    }

    // ---- the channels' side

    @Override
    public int nextPayload(int peer) {
        Outbound o = outbox.peek(outbox.peer(peer));
        return o == null ? -1 : o.payload.length();
    }

    @Override
    public void pull(int peer, PullSlot slot, long at) {
        at(at);
        PeerQueue q = outbox.peer(peer);
        Outbound o = outbox.peek(q);
        if (o == null) {
            throw new IllegalStateException("nothing waits for node " + peer);
        }
        services.pulled(o.header, peer);
        stamp(slot.header.copyFrom(o.header).len(o.payload.length()), o);
        slot.payload = o.payload;
        boolean data = o.payload != Payload.EMPTY;
        if (o.counts) {
            sent[o.shown >= 0 ? o.shown : peer]++;
        }
        outbox.remove(o);
        q.replacedAcks = 0;
        left(o, peer);
        if (data) {
            chunks.room(q);
        }
    }

    private void stamp(ProxyHeader h, Outbound o) {
        long wall = wallClock();
        h.tsSec((int) Math.floorDiv(wall, 1_000_000_000L));
        h.tsNsec((int) Math.floorMod(wall, 1_000_000_000L));
        if (o.timed) {
            h.remaining(o.deadline == Long.MAX_VALUE ? Endpoints.FOREVER : millis(o.deadline));
        }
    }

    /** From now until then, rounded up, at least 1. */
    private int millis(long then) {
        return (int) Math.max(1, (then - now + 999_999) / 1_000_000);
    }

    private void left(Outbound o, int peer) {
        LocalProcess owner = o.owner;
        Contact answered = o.answers;
        int command = o.header.cmd();
        outbox.recycle(o);
        LocalProcess sender = answered != null ? answered.owner : owner;
        if (answered != null) {
            answered.answer = null;
        }
        if (sender != null) {
            sender.remoteSent++;
            sender.knownAt.set(peer);
        }
        if (owner != null) {
            ends.left(owner, command);
        }
    }

    @Override
    public int put2lcl(ProxyHeader h, Payload payload, long at) {
        at(at);
        if (h.snode() < 0 || !known(h.snode())) {
            payload.release();
            drop();
            return Codes.NONODE;
        }
        int code = check(h);
        if (code < 0) {
            payload.release();
        } else if (Command.routing(h.cmd()) == Command.Routing.MESSAGE) {
            payload.release();
            code = arrivals.arrived(h);
        } else if ((h.cmd() & Command.ACK) != 0) {
            code = copies.acknowledged(h, payload);
        } else {
            code = chunks.arrived(h, payload);
        }
        if (code < 0) {
            drop();
            signals.acknowledge(h, code);
        } else if (h.cmd() != Command.CANCEL && h.cmd() != Command.PROCESS_DIED) {
            received[shown(h.snode())]++;
        }
        if (isNode(h.snode()) && signals.flooded(h.snode())) {
            links.expel(h.snode(), "it sends on without reading what it is answered");
        }
        return code;
    }

    /** The order of facts §2.6. */
    private int check(ProxyHeader h) {
        Container c = container(h.dcid());
        if (c == null) {
            return Codes.BADDCID;
        }
        boolean toAll = h.cmd() == Command.PROCESS_DIED;
        if (!c.limits.contains(h.src()) || (!toAll && !c.limits.contains(h.dst()))) {
            return Codes.RANGE;
        }
        if (!c.hasNode(h.snode())) {
            return Codes.NODCNODE;
        }
        if (h.dnode() != node) {
            return Codes.BADNODEID;
        }
        if (Command.routing(h.cmd()) == Command.Routing.NONE) {
            return Codes.BADREQUEST;
        }
        return h.has(ProxyHeader.FLAG_ROUTING) ? 0 : Codes.BADVALUE;
    }

    @Override
    public void nodeLeft(int peer, long at) {
        at(at);
        services.left(peer);
        serviceCalls.left(peer);
        for (Container c : containers) {
            if (c == null) {
                continue;
            }
            for (LocalProcess p : c.locals()) {
                if (p != null) {
                    ends.nodeLeft(p, peer);
                }
            }
            for (RemoteProcess r : c.remotesOf(peer)) {
                if (r != null) {
                    names.forget(c, r, Codes.NOTCONN);
                    r.forget();
                }
            }
        }
        chunks.nodeLeft(peer);
        purge(outbox.peer(peer));
    }

    /**
     * The peer cannot read a command that was pulled for it, and does not get it: whoever waits for
     * it here, or at a third node because of it, waits no longer.
     */
    public void poisoned(ProxyHeader h, long at) {
        at(at);
        switch (h.cmd()) {
            case Command.SEND_MSG, Command.SNDREC_MSG -> ends.unreadable(h);
            case Command.COPYIN_RQST -> signals.copyLost(h, Codes.BADREQUEST);
            case Command.COPYIN_DATA,
                    Command.COPYOUT_RQST,
                    Command.COPYLCL_RQST,
                    Command.COPYRMT_RQST ->
                    copies.over(h, Codes.BADREQUEST);
            default -> drop();
        }
    }

    /** LEAVE: everything that waits for the peer is dropped. */
    private void purge(PeerQueue q) {
        for (Outbound o = outbox.peek(q); o != null; o = outbox.peek(q)) {
            if (o.header.cmd() == Command.COPYIN_RQST && o.header.copyRqtrNode() != q.node) {
                signals.copyLost(o.header, Codes.NOTCONN);
            }
            outbox.discard(o);
        }
        q.replacedAcks = 0;
    }

    /** Queues a frame for its node; one whose link is down for good has nobody to go to. */
    void post(Outbound o) {
        if (!isNode(o.header.dnode()) || sessionOf(o.header) != 0) {
            serviceCalls.post(o);
        } else if (links.mayQueue(o.header.dnode())) {
            outbox.add(o);
        } else {
            drop();
            outbox.discard(o);
        }
    }

    // ---- binding

    int bind(ProcessSession session, int dcid, int endpoint, String name) {
        Container c = container(dcid);
        if (c == null) {
            return Codes.BADDCID;
        }
        if (!c.limits.contains(endpoint)) {
            return Codes.BADRANGE;
        }
        if (!c.hasNode(node)) {
            return Codes.NODCNODE;
        }
        if (c.local(endpoint) != null) {
            return Codes.SLOTUSED;
        }
        int admitted =
                services.admits(
                        dcid,
                        endpoint,
                        session.tokenHigh,
                        session.tokenLow,
                        session.credentials.pid());
        if (admitted < 0) {
            return admitted;
        }
        generation++;
        if (generation == 0) {
            generation = 1;
        }
        LocalProcess p =
                new LocalProcess(c, node, endpoint, generation, name, session.credentials, session);
        c.local(endpoint, p);
        for (LocalProcess other : c.locals()) {
            if (other != null
                    && other.phase == LocalProcess.Phase.WAIT_BIND
                    && other.awaited == endpoint) {
                ends.done(other, 0);
            }
        }
        services.bound(dcid, endpoint, p.generation, p.pid);
        return endpoint;
    }

    /** The process that {@code session} has bound there; null when it has not. */
    LocalProcess bound(ProcessSession session, int dcid, int endpoint) {
        Container c = container(dcid);
        if (c == null || !c.limits.contains(endpoint)) {
            return null;
        }
        LocalProcess p = c.local(endpoint);
        return p != null && p.session == session ? p : null;
    }

    /** The process is gone, by its own word or by its socket's: K5. */
    void unbind(LocalProcess p) {
        ends.abandon(p, Codes.SRCDIED);
        p.phase = LocalProcess.Phase.IDLE;
        deadlines.remove(p);
        p.container.local(p.endpoint, null);
        chunks.fail(p, Codes.SRCDIED, Codes.DSTDIED);
        for (Contact c : p.contacts()) {
            if (c != null) {
                ends.ownerGone(c);
            }
        }
        for (LocalProcess other : p.container.locals()) {
            if (other == null) {
                continue;
            }
            Contact c = other.contactOf(p);
            if (c != null) {
                names.forget(c, Codes.SRCDIED);
            }
            if (other.phase == LocalProcess.Phase.WAIT_UNBIND && other.awaited == p.endpoint) {
                ends.done(other, 0);
            }
        }
        for (int n = p.knownAt.nextSetBit(0); n >= 0; n = p.knownAt.nextSetBit(n + 1)) {
            signals.died(p, n);
        }
        services.unbound(p.dcid, p.endpoint, p.generation);
    }

    // ---- the router's side

    /** Sends a frame that the router has made, as it is; it counts at no node. */
    public void forward(ProxyHeader h) {
        forward(h, false);
    }

    /**
     * The same with the router's answer to a frame: as many may wait for a peer as acknowledgements
     * (K6), so that one that asks and never reads costs no memory.
     */
    public void answer(ProxyHeader h) {
        forward(h, true);
    }

    private void forward(ProxyHeader h, boolean ack) {
        Outbound o = outbox.take();
        o.header.copyFrom(h);
        o.counts = false;
        o.ack = ack;
        if (mayQueue(h.dnode()) && !(ack && signals.flooded(h.dnode()))) {
            outbox.add(o);
        } else {
            drop();
            outbox.discard(o);
        }
    }

    /** The router has dropped a frame that repeats one. */
    public void repeated() {
        drop();
    }

    /** Whether {@link #put2lcl} takes such a request at all: container, endpoints, nodes, ids. */
    public boolean takes(ProxyHeader h) {
        return check(h) == 0 && h.srcGen() != 0 && h.request() != 0;
    }

    /** A request to a service was not begun where it was sent: it is routed once more. */
    public void again(ProxyHeader request) {
        serviceCalls.again(request);
    }

    /** Whether the process is in this request to a service. */
    public boolean waits(int dcid, int endpoint, int generation, int request) {
        return serviceCalls.waits(dcid, endpoint, generation, request);
    }

    /** Ends this request to a service with {@code code}, if it has left and is open. */
    public void fail(int dcid, int endpoint, int generation, int request, int code) {
        serviceCalls.fail(dcid, endpoint, generation, request, code);
    }

    /**
     * Ends this request to a service with {@code code}, if it is open: also one that waits to leave
     * here, which then does not.
     */
    public void giveUp(int dcid, int endpoint, int generation, int request, int code) {
        serviceCalls.giveUp(dcid, endpoint, generation, request, code);
    }

    /** Routes those that wait for a node once more. */
    public void retryHeld(long at) {
        at(at);
        serviceCalls.retry();
    }

    /** Whether this node is in the container. */
    public boolean inContainer(int dcid) {
        Container c = container(dcid);
        return c != null && c.hasNode(node);
    }

    /**
     * A client's session with a program that lives on is over: whatever is between the two ends,
     * and the client's name is free (K2).
     *
     * @param hop how the client's node is known
     */
    public void sessionOver(
            int dcid, int endpoint, int hop, int client, int clientGeneration, long session) {
        Container c = container(dcid);
        LocalProcess p = c == null ? null : c.local(endpoint);
        if (p == null) {
            return;
        }
        if (p.phase == LocalProcess.Phase.COPYING && p.copy.session == session) {
            ends.end(p, p.copy.source == p ? Codes.DSTDIED : Codes.SRCDIED);
        }
        RemoteProcess party = c.remote(hop, client);
        Contact contact = p.contactOf(party);
        if (contact != null && party.generation == clientGeneration) {
            names.forget(contact, Codes.SRCDIED);
        }
    }

    /** Whether the process there has a name for that one of a peer: one has called the other. */
    public boolean knows(int dcid, int endpoint, int peer, int other) {
        Container c = container(dcid);
        boolean inRange = c != null && c.limits.contains(endpoint) && c.limits.contains(other);
        LocalProcess p = inRange ? c.local(endpoint) : null;
        return p != null && p.contactOf(c.remote(peer, other)) != null;
    }

    /** The generation of what is bound there; 0 = nothing is. */
    public int generationOf(int dcid, int endpoint) {
        Container c = container(dcid);
        LocalProcess p = c == null || !c.limits.contains(endpoint) ? null : c.local(endpoint);
        return p == null ? 0 : p.generation;
    }

    /** The pid of what is bound there; 0 = nothing is. */
    public int pidOf(int dcid, int endpoint) {
        Container c = container(dcid);
        LocalProcess p = c == null || !c.limits.contains(endpoint) ? null : c.local(endpoint);
        return p == null ? 0 : p.pid;
    }

    /** The peer is owed more acknowledgements than it may be: it does not read. */
    public boolean flooded(int peer) {
        return signals.flooded(peer);
    }

    /** Monotonic ns of the event that is worked on. */
    public long time() {
        return now;
    }

    private static long sessionOf(ProxyHeader h) {
        return Command.routing(h.cmd()) == Command.Routing.COPY ? h.copySession() : h.session();
    }

    boolean mayQueue(int hop) {
        return hop >= MAX_NODES || links.mayQueue(hop);
    }

    boolean known(int hop) {
        return hop >= MAX_NODES
                ? hop < Services.HOPS && services.presented() >= 0
                : links.known(hop);
    }

    boolean autobind(int hop) {
        return hop >= MAX_NODES || links.autobind(hop);
    }

    /** The node at which a process is shown that is known by a next hop. */
    int shown(int hop) {
        if (hop == Services.SERVICES) {
            return Math.max(0, services.presented());
        }
        return hop == Services.CLIENTS ? node : hop;
    }

    // ---- small things

    static boolean isNode(int id) {
        return id >= 0 && id < MAX_NODES;
    }

    boolean isLocal(Party party) {
        return party.node == node;
    }

    /** The time of the event that is worked on. */
    public void at(long value) {
        now = value;
    }

    long now() {
        return now;
    }

    /** Nanoseconds since the Unix epoch. */
    long wallClock() {
        return settings.wallClock() + now;
    }

    void drop() {
        dropped++;
    }

    long dropped() {
        return dropped;
    }

    /** Messages sent to a node, as processes see it. */
    public long sentTo(int peer) {
        return sent[peer];
    }

    /** Messages received of a node, as processes see it. */
    public long receivedFrom(int peer) {
        return received[peer];
    }

    int sessions() {
        return sessions.size();
    }

    Container container(int dcid) {
        return dcid < 0 || dcid >= MAX_CONTAINERS ? null : containers[dcid];
    }

    void dirty(ProcessSession session) {
        dirty.add(session);
    }

    AttachFrame welcome() {
        Container first = container(settings.containers().get(0).dcid());
        return scratch.start(AttachOp.WELCOME, 0)
                .a0(AttachFrame.VERSION)
                .a1(node)
                .a2(first.limits.tasks())
                .a3(first.limits.procs())
                .bodyInt(0, first.limits.sysprocs())
                .bodyInt(4, settings.containers().size());
    }
}
