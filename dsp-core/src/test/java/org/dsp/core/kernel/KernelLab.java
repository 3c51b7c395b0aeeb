package org.dsp.core.kernel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.dsp.core.Payload;
import org.dsp.core.channel.Defused;
import org.dsp.core.config.RemoteName;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;
import org.dsp.ipc.Limits;

/**
 * Several kernels on one virtual clock, with a wire between each two that keeps order and loses
 * nothing but at LEAVE. Whatever a program does is carried to its end at once, as far as the
 * switches allow, unless {@link #stepwise} is set.
 */
final class KernelLab {
    static final int DC = 0;
    static final long START = 5_000_000_000L;
    static final long WALL = 1_658_010_000_000_000_000L;

    /** A frame on the wire. */
    record Frame(int from, int to, ProxyHeader header, Payload payload) {}

    /** One direction between two nodes. */
    static final class Wire {
        final ArrayDeque<Frame> inFlight = new ArrayDeque<>();

        /** Most frames in flight: the window. */
        int window = Integer.MAX_VALUE;

        /** Frames are pulled, but do not arrive. */
        boolean held;
    }

    final CountedPayload.Ledger ledger = new CountedPayload.Ledger();
    final List<Program> programs = new ArrayList<>();

    /** Every frame that was pulled, in order. */
    final List<Frame> trace = new ArrayList<>();

    /** Nothing moves but by {@link #run} and the single steps. */
    boolean stepwise;

    /** The next frame with this command cannot be read where it arrives. */
    int poison = Command.NONE;

    private final Map<Integer, Kernel> kernels = new TreeMap<>();
    private final Map<Integer, LabLinks> links = new TreeMap<>();
    private final Map<Long, Wire> wires = new LinkedHashMap<>();
    private final ArrayDeque<Runnable> later = new ArrayDeque<>();
    private final UnaryOperator<KernelSettings> settings;
    private final PullSlot slot = new PullSlot();
    private long now = START;
    private boolean running;
    private int incarnations;

    KernelLab(int... nodes) {
        this(Limits.DEFAULT, nodes);
    }

    KernelLab(Limits limits, int... nodes) {
        this(s -> withLimits(s, limits), nodes);
    }

    KernelLab(UnaryOperator<KernelSettings> settings, int... nodes) {
        this.settings = settings;
        for (int node : nodes) {
            links.put(node, new LabLinks(this, node));
        }
        for (int a : nodes) {
            for (int b : nodes) {
                if (a != b) {
                    links.get(a).know(b);
                    wires.put(key(a, b), new Wire());
                }
            }
        }
        for (int node : nodes) {
            start(node);
        }
    }

    private void start(int node) {
        incarnations++;
        kernels.put(node, new Kernel(settings.apply(settings(node, incarnations)), links(node)));
    }

    private static KernelSettings settings(int node, int incarnation) {
        return new KernelSettings(
                node,
                "node" + node,
                incarnation * 0x9e37_79b9_7f4a_7c15L,
                List.of(new org.dsp.core.config.Container("DC0", DC, List.of(), Limits.DEFAULT)),
                List.of(),
                4,
                WALL);
    }

    private static KernelSettings withLimits(KernelSettings s, Limits limits) {
        return with(
                s,
                List.of(new org.dsp.core.config.Container("DC0", DC, List.of(), limits)),
                s.names(),
                s.copyChunks());
    }

    /** {@code s} with other containers, names and chunks in flight. */
    static KernelSettings with(
            KernelSettings s,
            List<org.dsp.core.config.Container> containers,
            List<RemoteName> names,
            int chunks) {
        return new KernelSettings(
                s.nodeId(), s.name(), s.incarnation(), containers, names, chunks, s.wallClock());
    }

    // ---- who is there

    Kernel kernel(int node) {
        return kernels.get(node);
    }

    LabLinks links(int node) {
        return links.get(node);
    }

    Wire wire(int from, int to) {
        return wires.get(key(from, to));
    }

    private static long key(int from, int to) {
        return ((long) from << 32) | to;
    }

    /** A program bound on {@code node}; its pid is unlike any other. */
    Program program(int node, int endpoint) {
        return program(node, endpoint, 1000 + programs.size());
    }

    Program program(int node, int endpoint, int pid) {
        Program p = stranger(node, pid).hello();
        int code = p.bind(DC, endpoint, "p" + endpoint).code();
        if (code != endpoint) {
            throw new AssertionError("bind of " + endpoint + " ended with " + code);
        }
        return p;
    }

    /** A program that has said nothing yet. */
    Program stranger(int node, int pid) {
        Program p = new Program(this, node, new Credentials(pid, 500, 500));
        programs.add(p);
        return p;
    }

    /** What {@code node} knows of the process that is bound there. */
    LocalProcess process(int node, int endpoint) {
        return kernel(node).container(DC).local(endpoint);
    }

    // ---- time

    long now() {
        return now;
    }

    /** Time passes; each deadline is met at its very nanosecond. */
    void advance(long nanos) {
        long until = now + nanos;
        while (true) {
            long next = kernels.values().stream().mapToLong(Kernel::nextDeadline).min().orElse(0);
            if (next > until) {
                break;
            }
            now = Math.max(now, next);
            kernels.values().forEach(k -> k.tick(now));
            changed();
        }
        now = until;
        kernels.values().forEach(k -> k.tick(now));
        changed();
    }

    void advanceMillis(long millis) {
        advance(millis * 1_000_000);
    }

    // ---- movement

    /** Something was done: its consequences follow, unless the lab is {@link #stepwise}. */
    void changed() {
        if (!stepwise) {
            run();
        }
    }

    /** Everything that may happen does. */
    void run() {
        if (running) {
            return;
        }
        running = true;
        try {
            while (turn()) {
                // Until nothing moves.
            }
        } finally {
            running = false;
        }
    }

    private boolean turn() {
        boolean moved = false;
        for (Map.Entry<Integer, Kernel> e : kernels.entrySet()) {
            moved |= drain(e.getKey());
        }
        for (Wire wire : wires.values()) {
            while (!wire.held && deliver(wire)) {
                moved = true;
            }
        }
        for (Program p : List.copyOf(programs)) {
            moved |= p.settle();
            while (p.manners == Program.Manners.PROMPT && p.serve()) {
                moved = true;
            }
        }
        for (Runnable r = later.poll(); r != null; r = later.poll()) {
            r.run();
            moved = true;
        }
        return moved;
    }

    /** Pulls what windows allow, then flushes; as {@code Node.flush} does. */
    boolean drain(int node) {
        boolean moved = false;
        Kernel k = kernel(node);
        for (int peer = k.nextDirty(); peer >= 0; peer = k.nextDirty()) {
            while (pull(node, peer)) {
                moved = true;
            }
        }
        k.flushSessions();
        return moved;
    }

    /** Pulls one frame; false when there is none or the window is full. */
    boolean pull(int node, int peer) {
        Wire wire = wire(node, peer);
        Kernel k = kernel(node);
        if (wire == null) {
            throw new AssertionError("node " + node + " has a frame for unknown node " + peer);
        }
        int bytes = k.nextPayload(peer);
        if (bytes < 0 || wire.inFlight.size() >= wire.window) {
            return false;
        }
        k.pull(peer, slot, now);
        if (slot.payload.length() != bytes || slot.header.len() != bytes) {
            throw new AssertionError("announced " + bytes + " bytes, not " + slot.header.len());
        }
        Frame frame = new Frame(node, peer, new ProxyHeader().copyFrom(slot.header), slot.payload);
        wire.inFlight.add(frame);
        trace.add(frame);
        return true;
    }

    private boolean deliver(Wire wire) {
        Frame frame = wire.inFlight.poll();
        if (frame == null) {
            return false;
        }
        if (frame.header.cmd() == poison) {
            poison = Command.NONE;
            frame.payload.release();
            kernel(frame.from).poisoned(frame.header, now);
            kernel(frame.to).put2lcl(Defused.of(frame.header), Payload.EMPTY, now);
        } else {
            kernel(frame.to).put2lcl(frame.header, frame.payload, now);
        }
        kernel(frame.from).room(frame.to);
        return true;
    }

    /** The oldest frame in flight arrives; false when there is none. */
    boolean deliver(int from, int to) {
        return deliver(wire(from, to));
    }

    /** A frame that no kernel made arrives; what put2lcl says. */
    int inject(int from, int to, ProxyHeader header, Payload payload) {
        int code = kernel(to).put2lcl(header, payload, now);
        changed();
        return code;
    }

    // ---- links

    /** Frames of one direction are pulled, but do not arrive, until {@link #release}. */
    void hold(int from, int to) {
        wire(from, to).held = true;
    }

    void release(int from, int to) {
        wire(from, to).held = false;
        changed();
    }

    /** Nothing of one direction is pulled while {@code frames} are in flight. */
    void window(int from, int to, int frames) {
        wire(from, to).window = frames;
        kernel(from).room(to);
        changed();
    }

    /** LEAVE on both sides: what is in flight is lost. */
    void leave(int a, int b) {
        lose(a, b);
        lose(b, a);
        kernel(a).nodeLeft(b, now);
        kernel(b).nodeLeft(a, now);
        changed();
    }

    /** The link is declared down (or up again). A LEAVE goes with it. */
    void down(int a, int b, boolean value) {
        links(a).down(b, value);
        links(b).down(a, value);
        if (value) {
            leave(a, b);
        }
    }

    /** A kernel ended the link: it has left already, the peer learns it later. */
    void expelled(int node, int peer) {
        lose(node, peer);
        lose(peer, node);
        kernel(node).nodeLeft(peer, now);
        later.add(() -> kernel(peer).nodeLeft(node, now));
    }

    private void lose(int from, int to) {
        Wire wire = wire(from, to);
        for (Frame f = wire.inFlight.poll(); f != null; f = wire.inFlight.poll()) {
            f.payload.release();
        }
    }

    /** The daemon of a node is killed, with what is attached to it, and starts anew. */
    void restart(int node) {
        for (Program p : programs) {
            if (p.node == node) {
                p.orphan();
            }
        }
        for (int peer : links.keySet()) {
            if (peer != node) {
                lose(node, peer);
                lose(peer, node);
                kernel(node).nodeLeft(peer, now);
                kernel(peer).nodeLeft(node, now);
            }
        }
        start(node);
        changed();
    }

    // ---- what must be true

    /** Nothing is under way anywhere: for the end of a test whose calls are all over. */
    void assertClean() {
        for (Map.Entry<Integer, Kernel> e : kernels.entrySet()) {
            Kernel k = e.getValue();
            check(k.outbox.inUse() == 0, "frames left at node " + e.getKey());
            check(k.chunks.inUse() == 0, "chunks left at node " + e.getKey());
            for (int peer : links.keySet()) {
                PeerQueue q = k.outbox.peer(peer);
                boolean empty =
                        q.readingBytes == 0
                                && q.queuedBytes == 0
                                && q.acks == 0
                                && q.firstWaiting() == null;
                check(empty, "counts left at node " + e.getKey() + " for " + peer);
            }
        }
        wires.values().forEach(w -> check(w.inFlight.isEmpty(), "frames in flight"));
        check(ledger.alive() == 0, ledger.alive() + " payloads never released");
        for (Program p : programs) {
            check(p.unflushed() == 0 || p.dead(), "written and never flushed");
        }
    }

    private static void check(boolean good, String what) {
        if (!good) {
            throw new AssertionError(what);
        }
    }
}
