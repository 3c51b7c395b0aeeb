package org.dsp.core.channel;

import org.dsp.core.Payload;

/**
 * What was sent and is not acknowledged: a ring of payloads, in the order of their sequences. It
 * grows to what was once needed, at most the window; then nothing is allocated any more.
 */
final class SendWindow {
    private static final int INITIAL = 64;

    private final int maxCommands;
    private final long maxBytes;
    private Payload[] kept = new Payload[INITIAL];
    private int head;
    private int count;
    private long bytes;
    private int oldest;
    private long acknowledged;

    SendWindow(int maxCommands, long maxBytes, int firstSequence) {
        this.maxCommands = maxCommands;
        this.maxBytes = maxBytes;
        this.oldest = firstSequence;
    }

    /** The sequence of the next command. */
    int next() {
        return oldest + count;
    }

    int commands() {
        return count;
    }

    long bytes() {
        return bytes;
    }

    /** Whether one more command fits; one larger than the whole window goes alone. */
    boolean hasRoom(int payloadBytes) {
        return count < maxCommands && (bytes == 0 || bytes + payloadBytes <= maxBytes);
    }

    /** Keeps the next command's payload; takes the reference. */
    void add(Payload payload) {
        if (count == kept.length) {
            grow();
        }
        kept[(head + count) & (kept.length - 1)] = payload;
        count++;
        bytes += payload.length();
    }

    /**
     * Whether {@code next} can be the next sequence that the peer expects: one that is sent, or was
     * acknowledged before in this epoch.
     */
    boolean isPossible(int next) {
        int ahead = next - oldest;
        return ahead >= 0 ? ahead <= count : -(long) ahead <= acknowledged;
    }

    /**
     * Everything before {@code next} is taken.
     *
     * @return commands released; 0 where {@code next} is an old one or not possible
     */
    int acknowledge(int next) {
        int taken = next - oldest;
        if (taken <= 0 || taken > count) {
            return 0;
        }
        for (int i = 0; i < taken; i++) {
            Payload payload = kept[head];
            kept[head] = null;
            head = (head + 1) & (kept.length - 1);
            bytes -= payload.length();
            payload.release();
        }
        count -= taken;
        oldest = next;
        acknowledged += taken;
        return taken;
    }

    /** Releases all; the next command has this sequence. */
    void restart(int firstSequence) {
        acknowledge(next());
        oldest = firstSequence;
        acknowledged = 0;
    }

    private void grow() {
        Payload[] larger = new Payload[2 * kept.length];
        int upper = kept.length - head;
        System.arraycopy(kept, head, larger, 0, upper);
        System.arraycopy(kept, 0, larger, upper, head);
        kept = larger;
        head = 0;
    }
}
