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
 * The embedded DVK: who is bound, what they mean by a number (K1–K3), what happens when somebody
 * comes or goes (K5). Calls between processes are {@link Rendezvous}'s, copies {@link Copies}'. One
 * thread; {@code now} in monotonic ns.
 */
public final class Kernel implements DvkAdapter {
    /** Node ids are 0…499 (DESIGN §4). */
    public static final int MAX_NODES = 500;

    /** NR_DCS of the original. */
    public static final int MAX_CONTAINERS = 32;

    /** ATTACHED and both ways connected, as the original's local node (facts §2.1). */
    private static final String LOCAL_FLAGS = "e";

    final int node;
    final Links links;
    final Outbox outbox = new Outbox();
    final Deadlines deadlines = new Deadlines();
    final AttachFrame scratch = new AttachFrame();
    final Rendezvous rendezvous;
    final Copies copies;

    private final KernelSettings settings;
    private final Container[] containers = new Container[MAX_CONTAINERS];
    private final long[] sent = new long[MAX_NODES];
    private final long[] received = new long[MAX_NODES];
    private final List<ProcessSession> sessions = new ArrayList<>();
    private final List<ProcessSession> dirty = new ArrayList<>();

    private long now;
    private int generations;

    /** Frames that served no open request any more, or named nobody (K4). */
    private long dropped;

    public Kernel(KernelSettings settings, Links links) {
        this.settings = settings;
        this.node = settings.nodeId();
        this.links = links;
        this.rendezvous = new Rendezvous(this);
        this.copies = new Copies(this, settings.copyChunks());
        settings.containers().forEach(c -> containers[c.dcid()] = new Container(c));
        settings.names().forEach(n -> containers[n.dcid()].name(n.endpoint(), n.node()));
    }

    // ---- the shells' side

    /** A process connected. */
    public AttachSession attach(Credentials credentials, AttachOutput output, long at) {
        at(at);
        ProcessSession session = new ProcessSession(this, credentials, output);
        sessions.add(session);
        return session;
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
            rendezvous.expire(deadlines.first());
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
        Outbox.Peer p = outbox.peer(peer);
        Outbound o = outbox.poll(p);
        slot.header.copyFrom(o.header);
        slot.header.len(o.payload.length());
        stamp(slot.header, o);
        slot.payload = o.payload;
        if (o.counts) {
            sent[peer]++;
        }
        LocalProcess owner = o.owner;
        int length = o.payload.length();
        int command = o.header.cmd();
        outbox.recycle(o);
        if (owner != null) {
            rendezvous.left(owner, command, peer);
        }
        if (length > 0) {
            copies.room(p, length);
        }
    }

    private void stamp(ProxyHeader h, Outbound o) {
        long wall = wallClock();
        h.tsSec((int) Math.floorDiv(wall, 1_000_000_000L));
        h.tsNsec((int) Math.floorMod(wall, 1_000_000_000L));
        if (o.owner != null) {
            h.remaining(
                    o.deadline == Long.MAX_VALUE
                            ? Endpoints.FOREVER
                            : (int) Math.max(1, (o.deadline - now + 999_999) / 1_000_000));
        }
    }

    @Override
    public int put2lcl(ProxyHeader h, Payload payload, long at) {
        at(at);
        int code = check(h);
        if (code == 0) {
            code =
                    switch (h.cmd()) {
                        case Command.SEND_MSG,
                                Command.SNDREC_MSG,
                                Command.REPLY_MSG,
                                Command.NTFY_MSG,
                                Command.SEND_ACK,
                                Command.SNDREC_ACK,
                                Command.CANCEL,
                                Command.PROCESS_DIED -> {
                            payload.release();
                            yield rendezvous.arrived(h);
                        }
                        default -> copies.arrived(h, payload);
                    };
        } else {
            payload.release();
        }
        if (code < 0) {
            refuse(h, code);
        } else if (h.cmd() != Command.CANCEL && h.cmd() != Command.PROCESS_DIED) {
            received[h.snode()]++;
        }
        return code;
    }

    /** The order of facts §2.6. */
    private int check(ProxyHeader h) {
        if (h.dcid() < 0 || h.dcid() >= MAX_CONTAINERS || containers[h.dcid()] == null) {
            return Codes.BADDCID;
        }
        Container c = containers[h.dcid()];
        if (!c.limits.contains(h.src()) || !c.limits.contains(h.dst())) {
            return Codes.RANGE;
        }
        if (!c.hasNode(h.snode())) {
            return Codes.NODCNODE;
        }
        if (h.dnode() != node) {
            return Codes.BADNODEID;
        }
        return h.has(ProxyHeader.FLAG_ROUTING) ? 0 : Codes.BADVALUE;
    }

    /** The error ack of a command that has one (facts §2.6, K4, K6). */
    private void refuse(ProxyHeader h, int code) {
        int ack = ackOf(h.cmd());
        if (ack == Command.NONE) {
            dropped++;
            return;
        }
        Outbox.Peer p = outbox.peer(h.snode());
        if (p.errorAcks >= Outbox.MAX_ERROR_ACKS) {
            links.expel(h.snode(), "sends on without reading " + p.errorAcks + " error acks");
            return;
        }
        Outbound o = ack(h, ack, code);
        o.errorAck = true;
        outbox.add(o);
    }

    private static int ackOf(int command) {
        return switch (command) {
            case Command.SEND_MSG -> Command.SEND_ACK;
            case Command.SNDREC_MSG -> Command.SNDREC_ACK;
            case Command.COPYIN_DATA -> Command.COPYIN_ACK;
            case Command.COPYOUT_RQST -> Command.COPYOUT_DATA;
            case Command.COPYLCL_RQST -> Command.COPYLCL_ACK;
            case Command.COPYRMT_RQST, Command.COPYIN_RQST -> Command.COPYRMT_ACK;
            default -> Command.NONE;
        };
    }

    /** An ack to where {@code h} came from, or for COPYIN_RQST to the requester's node. */
    Outbound ack(ProxyHeader h, int command, int code) {
        Outbound o = outbox.take();
        ProxyHeader a = o.header.copyFrom(h);
        int to = h.cmd() == Command.COPYIN_RQST ? h.copyRqtrNode() : h.snode();
        a.cmd(command).snode(node).dnode(to).rcode(code).len(0);
        a.src(h.dst()).dst(command == Command.COPYRMT_ACK ? h.vRqtr() : h.src());
        a.sndSeq(0).ackSeq(0).batchNr(0);
        if (command == Command.SEND_ACK || command == Command.SNDREC_ACK) {
            a.flags(
                    ProxyHeader.FLAG_ROUTING
                            | (h.has(ProxyHeader.FLAG_YOURS) ? 0 : ProxyHeader.FLAG_YOURS));
            a.srcGen(h.dstGen()).dstGen(h.srcGen());
        } else {
            a.flags(ProxyHeader.FLAG_ROUTING);
        }
        return o;
    }

    @Override
    public void nodeLeft(int peer, long at) {
        at(at);
        for (Container c : containers) {
            if (c == null) {
                continue;
            }
            for (LocalProcess p : c.locals()) {
                if (p != null) {
                    rendezvous.nodeLeft(p, peer);
                }
            }
            for (RemoteProcess r : c.remotesOf(peer)) {
                if (r != null) {
                    forget(c, r, Codes.NOTCONN);
                    r.generation = 0;
                    r.gone = false;
                }
            }
        }
        copies.nodeLeft(peer);
        outbox.purge(outbox.peer(peer));
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
        generations++;
        LocalProcess p =
                new LocalProcess(
                        c, node, endpoint, generations, name, session.credentials, session);
        c.local(endpoint, p);
        for (LocalProcess other : c.locals()) {
            if (other != null
                    && other.phase == LocalProcess.Phase.WAIT_BIND
                    && other.awaited == endpoint) {
                rendezvous.done(other, 0);
            }
        }
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
        rendezvous.abandon(p);
        p.phase = LocalProcess.Phase.IDLE;
        deadlines.remove(p);
        p.container.local(p.endpoint, null);
        copies.processGone(p);
        for (Contact c : p.contacts()) {
            if (c != null) {
                rendezvous.ownerGone(c);
            }
        }
        for (LocalProcess other : p.container.locals()) {
            if (other == null) {
                continue;
            }
            Contact c = other.contactOf(p);
            if (c != null) {
                forget(c, Codes.SRCDIED);
            }
            if (other.phase == LocalProcess.Phase.WAIT_UNBIND && other.awaited == p.endpoint) {
                rendezvous.done(other, 0);
            }
        }
        for (int n = p.knownAt.nextSetBit(0); n >= 0; n = p.knownAt.nextSetBit(n + 1)) {
            announceDeath(p, n);
        }
    }

    private void announceDeath(LocalProcess p, int peer) {
        Outbound o = outbox.take();
        o.header.cmd(Command.PROCESS_DIED).dcid(p.dcid).src(p.endpoint).dst(p.endpoint);
        o.header.snode(node).dnode(peer).pid(p.pid).flags(ProxyHeader.FLAG_ROUTING);
        o.header.srcGen(p.generation);
        o.counts = false;
        outbox.add(o);
    }

    /**
     * A party is gone: whatever its contacts hold of it ends; waits for it end with {@code
     * waitCode}.
     */
    void forget(Container c, RemoteProcess party, int waitCode) {
        for (LocalProcess p : c.locals()) {
            Contact contact = p == null ? null : p.contactOf(party);
            if (contact != null) {
                forget(contact, waitCode);
            }
        }
    }

    private void forget(Contact c, int waitCode) {
        LocalProcess p = c.owner;
        rendezvous.dropPending(c);
        if (c.notified) {
            p.removeNotified(c);
        }
        c.owed = 0;
        if (p.phase == LocalProcess.Phase.RECEIVING && p.receiveFrom == c) {
            rendezvous.done(p, waitCode);
        }
        if (!c.bound) {
            p.remove(c);
        }
    }

    // ---- names

    /**
     * K2: the contact by which {@code owner} knows {@code party}, made when new; null when no name
     * is free.
     */
    Contact introduce(LocalProcess owner, Party party) {
        Contact known = owner.contactOf(party);
        if (known != null) {
            return known;
        }
        int name = party.endpoint;
        if (owner.contact(name) != null) {
            name = freeAlias(owner);
            if (name == Endpoints.NONE) {
                return null;
            }
        }
        Contact c = new Contact(owner, name, party);
        owner.put(c);
        return c;
    }

    private static int freeAlias(LocalProcess owner) {
        Container c = owner.container;
        for (int name = c.limits.procs() - 1; name >= c.limits.firstClient(); name--) {
            if (owner.contact(name) == null && c.local(name) == null) {
                return name;
            }
        }
        return Endpoints.NONE;
    }

    /** K3: what {@code owner} means by {@code name}; null when it means nobody. In range. */
    Contact resolve(LocalProcess owner, int name) {
        Contact c = owner.contact(name);
        if (c != null) {
            return c;
        }
        LocalProcess local = owner.container.local(name);
        if (local != null) {
            return introduce(owner, local);
        }
        RemoteProcess named = owner.container.named(name);
        if (named == null) {
            return null;
        }
        Contact made = introduce(owner, named);
        if (made != null) {
            made.bound = true;
        }
        return made;
    }

    /** An application's rmtbind: fills its own table only (K3, K7). */
    int remoteBind(LocalProcess owner, int name, int at) {
        Container c = owner.container;
        if (!c.limits.contains(name)) {
            return Codes.BADRANGE;
        }
        if (at == node || at < 0 || at >= MAX_NODES) {
            return Codes.BADNODEID;
        }
        if (!links.known(at)) {
            return Codes.NOPROXY;
        }
        if (!c.hasNode(at)) {
            return Codes.NODCNODE;
        }
        RemoteProcess party = c.remote(at, name);
        Contact there = owner.contact(name);
        if (there != null && there.party != party) {
            return Codes.SLOTUSED;
        }
        Contact made = there != null ? there : introduce(owner, party);
        made.bound = true;
        return name;
    }

    // ---- small things

    void at(long value) {
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

    /** Lines {@code key=value} of {@code docs/attach-protocol.md}; empty for an unknown node. */
    String nodeInfo(int which) {
        int id = which == Endpoints.LOCALNODE ? node : which;
        if (id != node && !links.known(id)) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        text.append("node=").append(id);
        text.append("\nproxy=").append(id == node ? -1 : id);
        text.append("\npxsent=").append(sent[id]).append("\npxrcvd=").append(received[id]);
        text.append("\ncontainers=").append(containersOf(id)).append('\n');
        if (id == node) {
            text.append("name=").append(settings.name());
            text.append("\nflags=").append(LOCAL_FLAGS);
            text.append("\nsessions=").append(sessions.size());
            text.append("\ndropped=").append(dropped).append('\n');
        } else {
            text.append(links.describe(id));
        }
        return text.toString();
    }

    private String containersOf(int id) {
        StringBuilder ids = new StringBuilder();
        for (Container c : containers) {
            if (c != null && c.hasNode(id)) {
                ids.append(ids.length() == 0 ? "" : ",").append(c.dcid);
            }
        }
        return ids.toString();
    }

    /**
     * Lines {@code key=value} of {@code docs/attach-protocol.md}; empty when nobody is bound there.
     */
    String processInfo(int dcid, int endpoint) {
        Container c = container(dcid);
        if (c == null || !c.limits.contains(endpoint) || c.local(endpoint) == null) {
            return "";
        }
        return c.local(endpoint).describe();
    }
}
