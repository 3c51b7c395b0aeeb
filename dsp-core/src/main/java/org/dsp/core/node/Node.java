package org.dsp.core.node;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.dsp.core.Payload;
import org.dsp.core.agent.Session;
import org.dsp.core.channel.ChannelSink;
import org.dsp.core.channel.ChannelStatus;
import org.dsp.core.channel.LegacyChannel;
import org.dsp.core.channel.LegacySink;
import org.dsp.core.channel.PeerChannel;
import org.dsp.core.channel.PeerLink;
import org.dsp.core.channel.PeerOutput;
import org.dsp.core.config.RoutingView;
import org.dsp.core.kernel.AttachOutput;
import org.dsp.core.kernel.AttachSession;
import org.dsp.core.kernel.Credentials;
import org.dsp.core.kernel.Kernel;
import org.dsp.core.kernel.Links;
import org.dsp.core.kernel.Operator;
import org.dsp.core.kernel.PullSlot;
import org.dsp.core.router.Router;
import org.dsp.core.router.RouterEvents;
import org.dsp.core.router.ServedAt;
import org.dsp.core.session.NodeSessions;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.JoinResult;
import org.dsp.core.wire.ProxyHeader;

/**
 * One node: kernel and channels composed. Everything is called on one thread; {@code now} is in ns
 * on a monotonic clock. {@code dspd} and the simulator drive the same class.
 */
public final class Node {
    /** Node flags of the original (facts §2.1): bit 1, and bits 2 and 3. */
    private static final int ATTACHED = 0x2;

    private static final int BOTH_CONNECTED = 0xC;

    private final NodeSettings settings;
    private final NodeEvents events;
    private final int localNode;
    private final PeerSet peers;
    private final Kernel kernel;
    private final Router router;
    private final boolean[] autobind = new boolean[Kernel.MAX_NODES];
    private final ArrayDeque<PeerLink> touched = new ArrayDeque<>();
    private final boolean[] isTouched = new boolean[Kernel.MAX_NODES];

    /**
     * Peers whose channel had no room for what waits, or has commands to send again: asked again at
     * the next flush.
     */
    private final BitSet held = new BitSet();

    private final PullSlot slot = new PullSlot();
    private final Consumer<PeerLink> ticking = this::tick;
    private FrameTap tap = FrameTap.NONE;
    private final FrameTaps taps;
    private long now;
    private long channelDeadline = Long.MAX_VALUE;

    /** A node that starts no programs. */
    public Node(NodeSettings settings, RoutingView view, NodeEvents events, long now) {
        this(settings, view, events, NodePrograms.NONE, now);
    }

    public Node(
            NodeSettings settings,
            RoutingView view,
            NodeEvents events,
            NodePrograms programs,
            long now) {
        this.settings = settings;
        this.events = events;
        this.localNode = view.localNode();
        this.now = now;
        this.router =
                new Router(
                        settings.kernel(),
                        programs.limits(),
                        programs.port(),
                        programs.tokens(),
                        this::reachable,
                        new Told());
        this.kernel = new Kernel(settings.kernel(), new ViewOfLinks(), router);
        router.attach(kernel);
        taps = new FrameTaps(router, localNode);
        ChannelSink sink = new Sink();
        LegacySink legacySink = new OfLegacy();
        this.peers =
                new PeerSet(
                        view,
                        peer ->
                                peer.link().legacy()
                                        ? new LegacyChannel(
                                                settings.channel(),
                                                peer.nodeId(),
                                                legacySink,
                                                this.now)
                                        : new PeerChannel(
                                                settings.channel(), peer.nodeId(), sink, this.now));
        rules(view);
        router.view(view, now);
    }

    private void rules(RoutingView view) {
        for (RoutingView.Peer peer : view.peers()) {
            autobind[peer.nodeId()] = peer.link().autobind();
        }
    }

    private boolean reachable(int peer) {
        return peers.has(peer) && peers.channel(peer) instanceof PeerChannel link && link.up();
    }

    /** Opens the channels: the first connection attempts. */
    public void start(long at) {
        now = at;
        peers.forEach(this::begin);
    }

    private void begin(PeerLink channel) {
        touch(channel);
        channel.tick(now);
    }

    /**
     * Others are in the cluster, or elsewhere. New peers get a channel; one whose address changed
     * is left and met again there. A peer that the view dropped is left at once where its channel
     * is down, else when it goes down: until then what goes on with it goes on. Legacy peers are
     * those that the node began with.
     */
    public void viewChanged(RoutingView next, long at) {
        now = at;
        rules(next);
        peers.change(next, at, this::begin);
        router.view(next, at);
        events.wantsFlush();
    }

    /** How a peer is described, to connect to it; empty = it is none. */
    public Optional<RoutingView.Peer> peer(int id) {
        return peers.peer(id);
    }

    // ---- processes

    /**
     * A process connected to the Unix socket. The session's events end with a wish for {@link
     * #flush}.
     */
    public AttachSession attach(Credentials credentials, AttachOutput output, long at) {
        now = at;
        return kernel.attach(credentials, output, at);
    }

    /** What an operator does to endpoints; what it changes ends with a wish for {@link #flush}. */
    public Operator operator() {
        return kernel.operator();
    }

    // ---- programs of services, as the shell that starts them tells

    /** Its first process runs. */
    public void programStarted(long instance, int pid) {
        router.launcher().started(instance, pid);
    }

    /** Nothing of it lives, nor ever did. */
    public void programFailed(long instance, String why, long at) {
        now = at;
        router.launcher().startFailed(instance, why, at);
        events.wantsFlush();
    }

    /** Its first process has ended; {@link org.dsp.core.launch.Launcher#exited}. */
    public void programExited(long instance, int status, String text, boolean alive, long at) {
        now = at;
        router.launcher().exited(instance, status, text, alive, at);
        events.wantsFlush();
    }

    /** No process of it lives any more. */
    public void programGone(long instance, long at) {
        now = at;
        router.launcher().gone(instance, at);
        events.wantsFlush();
    }

    // ---- sessions

    /**
     * Ends a session that this node serves.
     *
     * @return whether it has it
     */
    public boolean endSession(long id, String why, long at) {
        now = at;
        boolean had = router.end(id, why, at);
        events.wantsFlush();
        return had;
    }

    /** The sessions that this node has to do with, {@code limit} of them in full. */
    public NodeSessions sessions(int limit, long at) {
        return router.sessions(limit, at);
    }

    /** Whether this node has to do with a session of this id. */
    public boolean knowsSession(long id) {
        return router.servedAt(id, new ServedAt());
    }

    /** Shows frames of sessions to {@code value} from now on, in place of who saw them before. */
    public void tap(FrameTap value) {
        tap = value;
    }

    /** Messages sent to a node, as processes see it (pxsent). */
    public long sentTo(int node) {
        return kernel.sentTo(node);
    }

    /** Messages received of a node, as processes see it (pxrcvd). */
    public long receivedFrom(int node) {
        return kernel.receivedFrom(node);
    }

    /** Sessions of this node's clients. */
    public int clientSessions() {
        return router.clientSessions();
    }

    /** Sessions that this node serves. */
    public int serverSessions() {
        return router.serverSessions();
    }

    // ---- peers

    /** The state of every channel, by node id. */
    public List<ChannelStatus> links() {
        List<ChannelStatus> links = new ArrayList<>();
        peers.forEach(channel -> links.add(channel.status()));
        return links;
    }

    /**
     * The channel to a peer of the view; the shell drives its outgoing half after {@link
     * NodeEvents#connect} and calls {@link #flush} at the end of the loop iteration.
     *
     * @throws IllegalArgumentException when the view has no such peer
     */
    public PeerLink channel(int peer) {
        if (!peers.has(peer)) {
            throw new IllegalArgumentException("node " + peer + " is no peer of this node");
        }
        touch(peers.channel(peer));
        return peers.channel(peer);
    }

    /**
     * The channel that there is to a peer now, for the callbacks of a connection, which may come
     * after a view dropped the peer; empty = none.
     */
    public Optional<PeerLink> link(int peer) {
        return peers.has(peer) ? Optional.of(channel(peer)) : Optional.empty();
    }

    /** A connection was accepted on the receiver port; who it is, its first frame must say. */
    public Incoming accept(PeerOutput output) {
        return new Accepted(output);
    }

    /**
     * A connection was accepted on the port that is kept for the legacy peer {@code peer}.
     *
     * @throws IllegalArgumentException when it is none
     */
    public Incoming acceptLegacy(int peer, PeerOutput output, long at) {
        now = at;
        if (!(channel(peer) instanceof LegacyChannel legacy)) {
            throw new IllegalArgumentException("node " + peer + " is no legacy peer");
        }
        Accepted accepted = new Accepted(output);
        accepted.channel = legacy;
        legacy.accepted(output, at);
        return accepted;
    }

    /** An accepted connection, as the shell drives it. */
    public interface Incoming {
        /** A frame that decoded. Takes the reference of {@code payload}. */
        void frame(ProxyHeader header, Payload payload, long now);

        /** Bytes that are no frame. */
        void malformed(String why, long now);

        /** The connection is closed. */
        void closed(String why, long now);

        /**
         * Whether a JOIN, or the port, has named the peer: then its channel logs what becomes of
         * it.
         */
        boolean named();
    }

    private final class Accepted implements Incoming {
        private final PeerOutput output;

        /** Null until its JOIN, or its port, named it. */
        private PeerLink channel;

        Accepted(PeerOutput output) {
            this.output = output;
        }

        @Override
        public void frame(ProxyHeader header, Payload payload, long at) {
            now = at;
            if (channel != null) {
                touch(channel);
                channel.frame(output, header, payload, at);
                return;
            }
            payload.release();
            int peer = header.snode();
            if (header.cmd() != Command.JOIN) {
                output.close(
                        "its first frame is " + Command.name(header.cmd()) + "; expected JOIN");
            } else if (!peers.has(peer)) {
                int result = peer == localNode ? JoinResult.WRONG_NODE : JoinResult.UNKNOWN_PEER;
                PeerChannel.refuse(settings.channel(), output, header, result);
            } else {
                channel = peers.channel(peer);
                touch(channel);
                channel.join(output, header, at);
            }
        }

        @Override
        public void malformed(String why, long at) {
            now = at;
            if (channel == null) {
                output.close(why);
            } else {
                touch(channel);
                channel.malformed(output, why, at);
            }
        }

        @Override
        public void closed(String why, long at) {
            now = at;
            if (channel != null) {
                touch(channel);
                channel.incomingClosed(output, why, at);
            }
        }

        @Override
        public boolean named() {
            return channel != null;
        }
    }

    // ---- time

    /** Runs what is due. */
    public void tick(long at) {
        now = at;
        kernel.tick(at);
        router.tick(at);
        channelDeadline = Long.MAX_VALUE;
        peers.forEach(ticking);
        peers.sweep(at);
    }

    private void tick(PeerLink c) {
        if (c.nextDeadline() <= now) {
            touch(c);
            c.tick(now);
        }
        channelDeadline = Math.min(channelDeadline, c.nextDeadline());
    }

    /**
     * When {@link #tick} is next wanted; {@code Long.MAX_VALUE} = never. May be earlier than
     * needed.
     */
    public long nextDeadline() {
        return Math.min(Math.min(kernel.nextDeadline(), router.nextDeadline()), channelDeadline);
    }

    /**
     * Pulls what is ready into the channels and flushes every connection written to. The shell
     * calls it once after all events of one loop iteration, so that one system call carries what is
     * ready.
     */
    public void flush(long at) {
        now = at;
        for (int peer = held.nextSetBit(0); peer >= 0; peer = held.nextSetBit(peer + 1)) {
            kernel.room(peer);
        }
        held.clear();
        for (int peer = kernel.nextDirty(); peer >= 0; peer = kernel.nextDirty()) {
            drain(peer);
        }
        if (peers.anyDropped()) {
            peers.sweep(at);
        }
        kernel.flushSessions();
        for (PeerLink c = touched.poll(); c != null; c = touched.poll()) {
            isTouched[c.peer()] = false;
            if (c.flush(at)) {
                held.set(c.peer());
            }
            channelDeadline = Math.min(channelDeadline, c.nextDeadline());
        }
    }

    private void drain(int peer) {
        if (peer >= Kernel.MAX_NODES) {
            loop(peer);
            return;
        }
        PeerLink c = peers.channel(peer);
        touch(c);
        int bytes = kernel.nextPayload(peer);
        while (bytes >= 0 && c.canSend(bytes)) {
            kernel.pull(peer, slot, now);
            c.send(slot.header, slot.payload, now);
            if (tap != FrameTap.NONE) {
                taps.sent(tap, peer, slot.header);
            }
            bytes = kernel.nextPayload(peer);
        }
        held.set(peer, bytes >= 0);
    }

    /** What clients of services and programs on this node say to each other. */
    private void loop(int hop) {
        while (kernel.nextPayload(hop) >= 0) {
            kernel.pull(hop, slot, now);
            if (tap == FrameTap.NONE) {
                router.looped(hop, slot.header, slot.payload, now);
            } else {
                taps.arriving(tap, slot.header);
                router.looped(hop, slot.header, slot.payload, now);
                taps.taken(tap, FrameTap.Way.LOOP, localNode);
            }
        }
    }

    private void touch(PeerLink c) {
        if (!isTouched[c.peer()]) {
            isTouched[c.peer()] = true;
            touched.add(c);
        }
    }

    /** The end: GOODBYE to peers, BYE to processes. */
    public void stop(long at) {
        now = at;
        peers.forEach(channel -> channel.close(at));
        router.launcher().stopAll(at);
        kernel.stop("the daemon stops", at);
    }

    /** What channels do to this node. */
    private final class Sink implements ChannelSink {
        @Override
        public void deliver(PeerChannel channel, ProxyHeader header, Payload payload, long at) {
            if (tap == FrameTap.NONE) {
                router.arrived(header, payload, at);
            } else {
                taps.arriving(tap, header);
                router.arrived(header, payload, at);
                taps.taken(tap, FrameTap.Way.IN, channel.peer());
            }
            if (kernel.flooded(channel.peer())) {
                channel.expel("it sends on without reading what it is answered", at);
            }
        }

        @Override
        public void up(PeerChannel channel, long at) {
            router.up(channel.peer(), true, at);
            events.peerUp(channel.peer());
        }

        @Override
        public void leave(PeerChannel channel, String why, long at) {
            router.up(channel.peer(), false, at);
            kernel.nodeLeft(channel.peer(), at);
            events.peerDown(channel.peer(), why);
        }

        @Override
        public void poisoned(PeerChannel channel, ProxyHeader command, long at) {
            router.poisoned(command, at);
            events.wantsFlush();
        }

        @Override
        public void writable(PeerChannel channel, long at) {
            kernel.room(channel.peer());
            events.wantsFlush();
        }

        @Override
        public void connect(PeerChannel channel) {
            events.connect(channel.peer());
        }
    }

    /** What the router tells. */
    private final class Told implements RouterEvents {
        @Override
        public void sessionOpened(Session session) {
            events.sessionOpened(session);
        }

        @Override
        public void sessionClosed(long id, String why) {
            events.sessionClosed(id, why);
        }

        @Override
        public void note(String text) {
            events.note(text);
        }
    }

    /** What links to legacy peers do to this node. */
    private final class OfLegacy implements LegacySink {
        @Override
        public int deliver(ProxyHeader header, Payload payload, long at) {
            return kernel.put2lcl(header, payload, at);
        }

        @Override
        public void up(int peer) {
            events.peerUp(peer);
        }

        @Override
        public void leave(int peer, String why, long at) {
            kernel.nodeLeft(peer, at);
            events.peerDown(peer, why);
        }

        @Override
        public void writable(int peer) {
            kernel.room(peer);
            events.wantsFlush();
        }

        @Override
        public void connect(int peer) {
            events.connect(peer);
        }
    }

    /** What the kernel asks about channels. */
    private final class ViewOfLinks implements Links {
        @Override
        public boolean known(int node) {
            return peers.has(node);
        }

        @Override
        public boolean mayQueue(int node) {
            return known(node) && peers.channel(node).mayQueue();
        }

        @Override
        public boolean autobind(int node) {
            return autobind[node];
        }

        @Override
        public void expel(int node, String why) {
            touch(peers.channel(node));
            peers.channel(node).expel(why, now);
        }

        @Override
        public String describe(int node) {
            ChannelStatus status = peers.channel(node).status();
            int flags = ATTACHED | (peers.channel(node).up() ? BOTH_CONNECTED : 0);
            return "name="
                    + peers.peer(node).map(RoutingView.Peer::name).orElse("")
                    + "\nflags="
                    + Integer.toHexString(flags)
                    + "\nchannel_sent="
                    + status.commandsSent()
                    + "\nchannel_rcvd="
                    + status.commandsReceived()
                    + "\nchannel_bytes_sent="
                    + status.bytesSent()
                    + "\nchannel_bytes_rcvd="
                    + status.bytesReceived()
                    + "\nunacknowledged="
                    + status.unacknowledged()
                    + "\nunacknowledged_bytes="
                    + status.unacknowledgedBytes()
                    + "\nsequence_next="
                    + Integer.toUnsignedString(status.sequenceNext())
                    + "\nsequence_acknowledged="
                    + Integer.toUnsignedString(status.sequenceAcknowledged())
                    + "\nsequence_expected="
                    + Integer.toUnsignedString(status.sequenceExpected())
                    + "\nresent="
                    + status.resent()
                    + "\nduplicates="
                    + status.duplicates()
                    + "\njoins="
                    + status.joins()
                    + "\nreconnects="
                    + status.reconnects()
                    + "\nleaves="
                    + status.leaves()
                    + "\nlink="
                    + status.state()
                    + "\nlast_error="
                    + status.lastError().orElse("").replace('\n', ' ')
                    + "\n";
        }
    }
}
