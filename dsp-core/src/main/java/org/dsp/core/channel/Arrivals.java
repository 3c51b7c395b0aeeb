package org.dsp.core.channel;

/**
 * The sequences of what comes in: which one is expected, how much is taken and not yet
 * acknowledged, when the acknowledgement is due.
 */
final class Arrivals {
    /** What a sequence number says of its command. */
    enum Arrival {
        EXPECTED,
        DUPLICATE,
        IMPOSSIBLE
    }

    /** A window's part after which the acknowledgement does not wait for its time. */
    private static final int QUARTER = 4;

    private static final long SHORTEST_RETRY = 1_000_000L;

    private final long delay;
    private boolean started;
    private int expected;
    private long taken;
    private int ackEveryCommands = 1;
    private int ackEveryBytes = 1;
    private int owedCommands;
    private long owedBytes;
    private long ackAt = Long.MAX_VALUE;

    /**
     * @param delay longest wait before an acknowledgement, in ns
     */
    Arrivals(long delay) {
        this.delay = delay;
    }

    /** Whether a sender has begun in this link epoch. */
    boolean started() {
        return started;
    }

    /** The link epoch is over: the next sender begins. */
    void stop() {
        started = false;
        acknowledged();
    }

    /**
     * Whether a sender whose oldest command has this sequence can go on from what is expected:
     * nothing is missing between, and all that it would repeat was taken in this link epoch and
     * fits its window.
     */
    boolean canResume(int firstSequence, int windowCommands) {
        int behind = expected - firstSequence;
        return behind >= 0 && behind <= Math.min(taken, Math.max(0, windowCommands));
    }

    /** A sender begins with this sequence, or goes on from what is expected; with this window. */
    void start(int firstSequence, int windowCommands, int windowBytes) {
        if (!started) {
            started = true;
            expected = firstSequence;
            taken = 0;
        }
        ackEveryCommands = Math.max(1, windowCommands / QUARTER);
        ackEveryBytes = Math.max(1, windowBytes / QUARTER);
        acknowledged();
    }

    /** The next sequence expected. */
    int expected() {
        return expected;
    }

    Arrival judge(int sequence) {
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
            ackAt = now + delay;
        }
        owedCommands++;
        owedBytes += payloadBytes;
    }

    /** Whether so much is taken that the acknowledgement should not wait for its time. */
    boolean ackDue() {
        return owedCommands >= ackEveryCommands || owedBytes >= ackEveryBytes;
    }

    /** When an acknowledgement is due at the latest; {@code Long.MAX_VALUE} = none is owed. */
    long ackAt() {
        return ackAt;
    }

    /** All that is taken is acknowledged, or nobody wants to know any more. */
    void acknowledged() {
        owedCommands = 0;
        owedBytes = 0;
        ackAt = Long.MAX_VALUE;
    }

    /** The acknowledgement cannot be written now. */
    void postpone(long now) {
        ackAt = now + Math.max(delay, SHORTEST_RETRY);
    }
}
