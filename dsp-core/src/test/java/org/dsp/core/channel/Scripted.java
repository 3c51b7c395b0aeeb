package org.dsp.core.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.dsp.core.Payload;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ControlFrames;
import org.dsp.core.wire.Join;
import org.dsp.core.wire.ProxyHeader;

/** The channel of node 1 to peer 2, whose part the test plays frame by frame. */
final class Scripted implements ChannelSink {
    static final long MS = 1_000_000L;
    static final long SECOND = 1_000 * MS;
    static final long MINE = 0xa;
    static final long YOURS = 0xb;
    static final long CLUSTER = 77;
    static final int FIRST = 1;

    final ChannelSettings settings;
    final PeerChannel channel;

    /** What the sink was told, in order. */
    final List<String> events = new ArrayList<>();

    /** Runs within deliver, if set. */
    Runnable onDeliver = () -> {};

    /** Runs within leave, if set. */
    Runnable onLeave = () -> {};

    long now = 5 * SECOND;
    private int joinNumber;

    Scripted() {
        this(FIRST);
    }

    Scripted(int firstSequence) {
        settings =
                new ChannelSettings(
                        1,
                        MINE,
                        CLUSTER,
                        8,
                        65_536,
                        SECOND,
                        10 * MS,
                        5 * SECOND,
                        10 * MS,
                        500 * MS,
                        42,
                        firstSequence);
        channel = new PeerChannel(settings, 2, this, now);
    }

    /** One connection, as the shell has it; keeps what was written. */
    static final class Wire implements PeerOutput {
        final ArrayDeque<ProxyHeader> frames = new ArrayDeque<>();
        final List<Payload> payloads = new ArrayList<>();
        boolean writable = true;

        /** Frames left to look at before it is not writable. */
        int room = Integer.MAX_VALUE;

        int unflushed;
        String closed = "";
        boolean aborted;

        @Override
        public boolean writable() {
            return writable && frames.size() < room;
        }

        @Override
        public void write(ProxyHeader header, Payload payload) {
            assertThat(closed).as("written after close").isEmpty();
            frames.add(new ProxyHeader().copyFrom(header));
            payloads.add(payload);
            payload.release();
            unflushed++;
        }

        @Override
        public void flush() {
            unflushed = 0;
        }

        @Override
        public void close(String why) {
            if (closed.isEmpty()) {
                closed = why;
                unflushed = 0;
            }
        }

        @Override
        public void abort(String why) {
            aborted |= closed.isEmpty();
            close(why);
        }

        /** The oldest frame that was not looked at; it must have this code. */
        ProxyHeader expect(int cmd) {
            assertThat(frames).isNotEmpty();
            ProxyHeader frame = frames.remove();
            assertThat(Command.name(frame.cmd())).isEqualTo(Command.name(cmd));
            return frame;
        }
    }

    // ---- the peer's part

    /** The first tick asks for a connection; it is there. Its JOIN is left to look at. */
    Wire connect() {
        channel.tick(now);
        assertThat(events.remove(events.size() - 1)).isEqualTo("connect");
        Wire wire = new Wire();
        channel.connected(wire, now);
        return wire;
    }

    /** A JOIN_ACK of the peer that agrees with the JOIN. */
    void ack(Wire wire, ProxyHeader join, int result, int yoursCounter) {
        ack(wire, join, result, yoursCounter, join.sndSeq());
    }

    void ack(Wire wire, ProxyHeader join, int result, int yoursCounter, int next) {
        ProxyHeader ack = ControlFrames.joinAck(new ProxyHeader(), 2, 1, CLUSTER, result, next);
        Join.mine(ack, YOURS, yoursCounter);
        Join.yours(ack, Join.mine(join), Join.mineCounter(join));
        Join.number(ack, Join.number(join));
        channel.control(wire, ack, now);
    }

    /** Our next connection, after a break; its JOIN is left to look at. */
    Wire reconnect() {
        while (!events.remove("connect")) {
            pass(10 * MS);
        }
        Wire wire = new Wire();
        channel.connected(wire, now);
        return wire;
    }

    /** The next JOIN that the peer sends. */
    ProxyHeader peerJoin(int counter, long yours, int yoursCounter) {
        return peerJoin(counter, yours, yoursCounter, 100);
    }

    ProxyHeader peerJoin(int counter, long yours, int yoursCounter, int first) {
        ProxyHeader join = ControlFrames.join(new ProxyHeader(), 2, 1, CLUSTER, first);
        Join.mine(join, YOURS, counter);
        Join.yours(join, yours, yoursCounter);
        Join.pace(join, 1000, 8, 65_536);
        return Join.number(join, ++joinNumber);
    }

    /** The peer joins on a new connection; its JOIN_ACK is left to look at. */
    Wire peerJoins(int counter, long yours, int yoursCounter) {
        Wire wire = new Wire();
        channel.join(wire, peerJoin(counter, yours, yoursCounter), now);
        return wire;
    }

    /** The peer joins anew in the same link epoch; this command is its oldest unacknowledged. */
    Wire peerJoinsAgain(int first) {
        Wire wire = new Wire();
        channel.join(wire, peerJoin(0, MINE, 0, first), now);
        return wire;
    }

    /** Both halves. */
    record Both(Wire out, Wire in) {}

    /** Up, nothing left to look at. */
    Both up() {
        Wire out = connect();
        ack(out, out.expect(Command.JOIN), 0, 0);
        Wire in = peerJoins(0, MINE, 0);
        assertThat(in.expect(Command.JOIN_ACK).rcode()).isZero();
        assertThat(channel.up()).isTrue();
        events.clear();
        return new Both(out, in);
    }

    /** A command of the peer. */
    void command(Wire in, int sequence, int acknowledge, TestPayload payload) {
        ProxyHeader header =
                new ProxyHeader().cmd(Command.COPYIN_DATA).snode(2).dnode(1).sndSeq(sequence);
        channel.frame(in, header.ackSeq(acknowledge).len(payload.length()), payload, now);
    }

    void command(Wire in, int sequence) {
        command(in, sequence, FIRST, new TestPayload(0, "", sequence));
    }

    void windowAck(Wire out, int next) {
        channel.control(out, ControlFrames.windowAck(new ProxyHeader(), 2, 1, next), now);
    }

    void reject(Wire out, int next) {
        channel.control(out, ControlFrames.reject(new ProxyHeader(), 2, 1, next), now);
    }

    void hello(Both both) {
        ProxyHeader hello = ControlFrames.hello(new ProxyHeader(), 2, 1);
        frame(both.in(), hello);
        channel.control(both.out(), hello, now);
        both.in().expect(Command.NONE);
    }

    void frame(Wire in, ProxyHeader header) {
        channel.frame(in, header, Payload.EMPTY, now);
    }

    TestPayload send(int length) {
        TestPayload payload = new TestPayload(length, "", 0);
        channel.send(new ProxyHeader().cmd(Command.COPYIN_DATA), payload, now);
        return payload;
    }

    /** Lets time pass, ticking at each deadline. */
    void pass(long by) {
        long end = now + by;
        while (channel.nextDeadline() <= end) {
            now = Math.max(now, channel.nextDeadline());
            channel.tick(now);
        }
        now = end;
    }

    @Override
    public void deliver(PeerChannel from, ProxyHeader header, Payload payload, long at) {
        events.add("deliver " + Integer.toUnsignedString(header.sndSeq()));
        payload.release();
        onDeliver.run();
    }

    @Override
    public void up(PeerChannel on, long at) {
        events.add("up");
    }

    @Override
    public void leave(PeerChannel on, String why, long at) {
        events.add("leave");
        onLeave.run();
    }

    @Override
    public void poisoned(PeerChannel on, ProxyHeader command, long at) {
        events.add("poisoned " + Command.name(command.cmd()));
    }

    @Override
    public void writable(PeerChannel on, long at) {
        events.add("writable");
    }

    @Override
    public void connect(PeerChannel on) {
        events.add("connect");
    }
}
