package org.dsp.core.channel;

import org.dsp.core.Payload;
import org.dsp.core.wire.Join;
import org.dsp.core.wire.ProxyHeader;

/**
 * State of the half that the peer opened: its connection, the sequence expected, what is taken and
 * not acknowledged. Decides nothing.
 */
final class IncomingHalf {
    /** What a sequence number says of its command. */
    enum Arrival {
        EXPECTED,
        DUPLICATE,
        IMPOSSIBLE
    }

    private static final long MS = 1_000_000L;
    private static final long SHORTEST_HELLO_PERIOD = MS;
    private static final long LONGEST_HELLO_PERIOD = 3_600_000 * MS;

    final Silence silence = new Silence();

    private final long ackDelay;
    private final long ownPeriod;

    private PeerOutput output;
    private boolean joined;
    private boolean dirty;
    private int expected;
    private long taken;
    private int ackEveryCommands;
    private int ackEveryBytes;
    private int owedCommands;
    private long owedBytes;
    private long ackAt = Long.MAX_VALUE;

    IncomingHalf(long ackDelay, long ownPeriod) {
        this.ackDelay = ackDelay;
        this.ownPeriod = ownPeriod;
    }

    boolean is(PeerOutput candidate) {
        return output == candidate;
    }

    boolean connected() {
        return output != null;
    }

    boolean joined() {
        return joined;
    }

    PeerOutput output() {
        return output;
    }

    /** The next sequence expected. */
    int expected() {
        return expected;
    }

    /** Commands taken since the JOIN. */
    long taken() {
        return taken;
    }

    /** When a WINDOW_ACK is due at the latest; {@code Long.MAX_VALUE} = none is owed. */
    long ackAt() {
        return ackAt;
    }

    /** A connection that has not joined, or not in the present link epoch. */
    void offer(PeerOutput newOutput, long now) {
        output = newOutput;
        unjoin(now);
    }

    /** The connection stays, its JOIN counts no more. */
    void unjoin(long now) {
        joined = false;
        nothingOwed();
        silence.start(now, ownPeriod);
    }

    /** The offered connection is joined. */
    void accept(ProxyHeader join, long now) {
        joined = true;
        expected = join.sndSeq();
        taken = 0;
        nothingOwed();
        ackEveryCommands = Math.max(1, Join.windowCommands(join) / 4);
        ackEveryBytes = Math.max(1, Join.windowBytes(join) / 4);
        long period = Integer.toUnsignedLong(Join.helloMs(join)) * MS;
        silence.start(now, Math.max(SHORTEST_HELLO_PERIOD, Math.min(period, LONGEST_HELLO_PERIOD)));
        silence.heard();
    }

    /** Forgets the connection. */
    void drop() {
        output = null;
        joined = false;
        dirty = false;
        nothingOwed();
        silence.stop();
    }

    Arrival arrival(int sequence) {
        int ahead = sequence - expected;
        if (ahead == 0) {
            return Arrival.EXPECTED;
        }
        return ahead < 0 && -(long) ahead <= taken ? Arrival.DUPLICATE : Arrival.IMPOSSIBLE;
    }

    /** The expected command is taken. */
    void take(int payloadBytes, long now) {
        expected++;
        taken++;
        if (owedCommands == 0) {
            ackAt = now + ackDelay;
        }
        owedCommands++;
        owedBytes += payloadBytes;
    }

    /** Whether so much is taken that the acknowledgement should not wait for its time. */
    boolean ackDue() {
        return owedCommands >= ackEveryCommands || owedBytes >= ackEveryBytes;
    }

    /** All that is taken is acknowledged. */
    void nothingOwed() {
        owedCommands = 0;
        owedBytes = 0;
        ackAt = Long.MAX_VALUE;
    }

    /** The acknowledgement cannot be written now: tries again after the delay. */
    void postponeAck(long now) {
        ackAt = now + Math.max(ackDelay, MS);
    }

    void write(ProxyHeader header) {
        dirty = true;
        output.write(header, Payload.EMPTY);
    }

    void flush() {
        if (dirty) {
            dirty = false;
            output.flush();
        }
    }
}
