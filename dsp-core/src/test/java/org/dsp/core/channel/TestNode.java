package org.dsp.core.channel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.dsp.core.Payload;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;

/** A node around a channel: sends numbered commands, checks what it is delivered. */
final class TestNode implements ChannelSink {
    static final long MS = 1_000_000L;

    private final World world;
    private final int id;
    private final ProxyHeader header = new ProxyHeader();
    private final Set<String> endedEpochs = new HashSet<>();
    private final List<String> leaves = new ArrayList<>();

    /** Of this link epoch. */
    private final List<TestPayload> sentPayloads = new ArrayList<>();

    private ChannelSettings settings;
    private PeerChannel channel;
    private int life;
    private boolean attempting;
    private boolean refusing;
    private boolean answering;
    private int ups;
    private int writables;
    private int delivered;
    private int poisoned;
    private int replaced;
    private String sentEpoch = "";
    private int sent;
    private String receivedEpoch = "";
    private int received;

    TestNode(World world, int id, ChannelSettings settings) {
        this.world = world;
        this.id = id;
        start(settings);
    }

    /** A new daemon with this id. */
    void start(ChannelSettings newSettings) {
        settings = newSettings;
        life++;
        attempting = false;
        channel = new PeerChannel(settings, 3 - id, this, world.now());
    }

    /** The daemon ends without a word. */
    void die() {
        life++;
        PeerChannel dead = channel;
        dead.close(world.now());
        leaves.remove(leaves.size() - 1);
    }

    ChannelSettings settings() {
        return settings;
    }

    PeerChannel channel() {
        return channel;
    }

    int life() {
        return life;
    }

    /** One of 0…n-1. */
    int choice(int n) {
        return world.choices().below(n);
    }

    boolean attempting() {
        return attempting;
    }

    void refuseConnections(boolean is) {
        refusing = is;
    }

    /** Answers every second command from within its delivery. */
    void answer(boolean is) {
        answering = is;
    }

    /** Ends the connection attempt under way. */
    void endAttempt() {
        attempting = false;
        TestNode peer = world.peerOf(this);
        if (peer.refusing) {
            channel.connectFailed("refused", world.now());
        } else {
            Link link = world.link(this, peer);
            channel.connected(link.dialer, world.now());
        }
    }

    /** Sends a command, if there is room. */
    boolean trySend(int length) {
        if (!channel.canSend(length)) {
            return false;
        }
        String epoch = channel.status().linkEpoch();
        if (!epoch.equals(sentEpoch)) {
            sentEpoch = epoch;
            sent = 0;
        }
        TestPayload payload = world.track(new TestPayload(length, epoch, sent++));
        sentPayloads.add(payload);
        header.clear().cmd(Command.COPYIN_DATA).src(50).dst(10).dnode(3 - id);
        channel.send(header, payload, world.now());
        return true;
    }

    int ups() {
        return ups;
    }

    List<String> leaves() {
        return leaves;
    }

    int delivered() {
        return delivered;
    }

    /** Commands of this node that the other could not read. */
    int poisoned() {
        return poisoned;
    }

    /** What stood for commands of the other node that this one could not read. */
    int replaced() {
        return replaced;
    }

    int writables() {
        return writables;
    }

    /** Commands sent in the present link epoch. */
    int sentNow() {
        return sentEpoch.equals(channel.status().linkEpoch()) ? sent : 0;
    }

    /** Commands received in the present link epoch. */
    int receivedNow() {
        return receivedEpoch.equals(mirrored(channel)) ? received : 0;
    }

    @Override
    public void deliver(PeerChannel from, ProxyHeader head, Payload payload, long now) {
        String epoch = mirrored(from);
        check(!endedEpochs.contains(epoch), "delivered in an ended epoch " + epoch);
        if (!epoch.equals(receivedEpoch)) {
            receivedEpoch = epoch;
            received = 0;
        }
        if (head.cmd() == Command.NTFY_ACK) {
            replaced++;
        } else {
            TestPayload got = (TestPayload) payload;
            check(got.epoch().equals(epoch), "sent in " + got.epoch() + ", delivered in " + epoch);
            check(got.number() == received, "command " + got.number() + ", expected " + received);
            check(!world.prompt() || !got.failed(), "delivered after its sender's error");
        }
        check(head.snode() == 3 - id, "from node " + head.snode());
        received++;
        delivered++;
        payload.release();
        if (answering && delivered % 2 == 0) {
            trySend(1);
        }
    }

    @Override
    public void up(PeerChannel on, long now) {
        check(on.up(), "up, and not up");
        check(on.status().state() == ChannelStatus.State.UP, "up, and state " + on.status());
        ups++;
    }

    @Override
    public void leave(PeerChannel on, String why, long now) {
        check(!on.up() && !on.canSend(0), "still up at LEAVE");
        check(on.status().unacknowledged() == 0, "something unacknowledged after LEAVE");
        if (!receivedEpoch.isEmpty()) {
            endedEpochs.add(receivedEpoch);
        }
        leaves.add(why);
        sentPayloads.forEach(TestPayload::fail);
        sentPayloads.clear();
    }

    @Override
    public void poisoned(PeerChannel on, ProxyHeader command, long now) {
        poisoned++;
    }

    @Override
    public void writable(PeerChannel on, long now) {
        check(on.canSend(0), "writable, and is not");
        writables++;
    }

    @Override
    public void connect(PeerChannel on) {
        check(!attempting, "a second attempt");
        attempting = true;
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError("node " + id + ": " + otherwise);
        }
    }

    private static String mirrored(PeerChannel channel) {
        String halves = channel.status().linkEpoch();
        int space = halves.indexOf(' ');
        return halves.substring(space + 1) + ' ' + halves.substring(0, space);
    }
}
