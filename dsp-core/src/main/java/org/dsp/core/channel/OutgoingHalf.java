package org.dsp.core.channel;

import org.dsp.core.Payload;
import org.dsp.core.wire.ProxyHeader;

/**
 * State of the half that this node opened: its connection, what was sent on it, when the next
 * attempt or HELLO is due. Decides nothing.
 */
final class OutgoingHalf {
    enum Phase {
        /** No connection; the next attempt is at {@link #retryAt}. */
        IDLE,
        /** An attempt is under way. */
        CONNECTING,
        /** Connected, JOIN sent, JOIN_ACK awaited. */
        JOINING,
        JOINED
    }

    final SendWindow window;
    final Backoff backoff;
    final Silence silence = new Silence();

    /** Of the JOIN last sent, counting up. */
    int joinNumber;

    private Phase phase = Phase.IDLE;
    private PeerOutput output;
    private boolean dirty;
    private int joinsHere;
    private long retryAt;

    OutgoingHalf(SendWindow window, Backoff backoff, long firstAttempt) {
        this.window = window;
        this.backoff = backoff;
        this.retryAt = firstAttempt;
    }

    Phase phase() {
        return phase;
    }

    boolean joined() {
        return phase == Phase.JOINED;
    }

    boolean is(PeerOutput candidate) {
        return output == candidate;
    }

    PeerOutput output() {
        return output;
    }

    /** When the next attempt is due; {@code Long.MAX_VALUE} = none is. */
    long retryAt() {
        return phase == Phase.IDLE ? retryAt : Long.MAX_VALUE;
    }

    void connecting() {
        phase = Phase.CONNECTING;
    }

    void connected(PeerOutput newOutput) {
        phase = Phase.JOINING;
        output = newOutput;
        joinsHere = 0;
    }

    /** Counts a JOIN on this connection. */
    int countJoin() {
        return ++joinsHere;
    }

    void join() {
        phase = Phase.JOINED;
    }

    /** Forgets the connection; the next attempt comes after the back-off. */
    void retry(long now) {
        phase = Phase.IDLE;
        output = null;
        dirty = false;
        retryAt = now + backoff.next();
    }

    void write(ProxyHeader header, Payload payload) {
        dirty = true;
        output.write(header, payload);
    }

    void flush() {
        if (dirty) {
            dirty = false;
            output.flush();
        }
    }
}
