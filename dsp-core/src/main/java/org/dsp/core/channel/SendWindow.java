package org.dsp.core.channel;

import org.dsp.core.Payload;
import org.dsp.core.wire.ProxyHeader;

/**
 * What was sent and is not acknowledged: a ring of headers and payloads, in the order of their
 * sequences, so that it can be written again on another connection. It grows to what was once
 * needed, at most the window; then nothing is allocated any more.
 */
final class SendWindow {
    private static final int INITIAL = 64;

    private final int maxCommands;
    private final long maxBytes;
    private Payload[] kept = new Payload[INITIAL];
    private byte[] headers = new byte[INITIAL * ProxyHeader.BYTES];
    private int head;
    private int count;

    /** How many of them, from the oldest on, are written on the present connection. */
    private int written;

    private long bytes;
    private int oldest;
    private long acknowledged;

    SendWindow(int maxCommands, long maxBytes, int firstSequence) {
        this.maxCommands = maxCommands;
        this.maxBytes = maxBytes;
        this.oldest = firstSequence;
    }

    /** The sequence of the oldest command that is not acknowledged, or of the next one. */
    int oldest() {
        return oldest;
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

    /** Keeps the next command, which is written now; takes the reference of {@code payload}. */
    void add(ProxyHeader header, Payload payload) {
        if (count == kept.length) {
            grow();
        }
        int slot = slot(count);
        kept[slot] = payload;
        System.arraycopy(header.array(), 0, headers, slot * ProxyHeader.BYTES, ProxyHeader.BYTES);
        count++;
        written++;
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

    /** Whether the command with this sequence is kept. */
    boolean keeps(int sequence) {
        int ahead = sequence - oldest;
        return ahead >= 0 && ahead < count;
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
            head = slot(1);
            bytes -= payload.length();
            payload.release();
        }
        count -= taken;
        written = Math.max(0, written - taken);
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

    // ---- again

    /** On another connection: nothing that is kept is written there yet. */
    void rewind() {
        written = 0;
    }

    /** Whether something kept is not written on the present connection. */
    boolean isBehind() {
        return written < count;
    }

    /**
     * Takes the first command that is not written on the present connection: it is written now.
     *
     * @param header receives its header
     * @return its payload, with a reference for the caller
     */
    Payload writeAgain(ProxyHeader header) {
        int slot = slot(written);
        copyOut(slot, header);
        written++;
        return kept[slot].retain();
    }

    /** Copies the header of a command that is kept. */
    void header(int sequence, ProxyHeader into) {
        copyOut(slot(sequence - oldest), into);
    }

    /** Another header, without payload, stands for a command that is kept. */
    void replace(int sequence, ProxyHeader header) {
        int slot = slot(sequence - oldest);
        Payload payload = kept[slot];
        bytes -= payload.length();
        kept[slot] = Payload.EMPTY;
        System.arraycopy(header.array(), 0, headers, slot * ProxyHeader.BYTES, ProxyHeader.BYTES);
        payload.release();
    }

    private void copyOut(int slot, ProxyHeader into) {
        System.arraycopy(headers, slot * ProxyHeader.BYTES, into.array(), 0, ProxyHeader.BYTES);
    }

    // ---- the ring

    private int slot(int index) {
        return (head + index) & (kept.length - 1);
    }

    private void grow() {
        int upper = kept.length - head;
        Payload[] payloads = new Payload[2 * kept.length];
        System.arraycopy(kept, head, payloads, 0, upper);
        System.arraycopy(kept, 0, payloads, upper, head);
        byte[] larger = new byte[2 * headers.length];
        System.arraycopy(headers, head * ProxyHeader.BYTES, larger, 0, upper * ProxyHeader.BYTES);
        System.arraycopy(headers, 0, larger, upper * ProxyHeader.BYTES, head * ProxyHeader.BYTES);
        kept = payloads;
        headers = larger;
        head = 0;
    }
}
