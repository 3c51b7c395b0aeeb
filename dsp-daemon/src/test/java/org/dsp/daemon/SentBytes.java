package org.dsp.daemon;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.dsp.ipc.Message;

/**
 * What was sent to one socket lately, and so who may have been named in it. It knows no framing:
 * whatever offset a daemon may have taken for the start of a frame, a process may receive a message
 * only if its number stands there as the destination, with that message. Thread-safe.
 */
final class SentBytes {
    /** Bytes that nobody has received by then never will be: queues end with their connection. */
    private static final int KEPT = 500;

    /** Of both frames. */
    private static final int DESTINATION = 12;

    /** The message's source is the receiver's own name for the sender. */
    private static final int TYPE = 4;

    private static final VarHandle LITTLE_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final int messageOffset;
    private final int opOffset;
    private final int opBytes;
    private final int notify;
    private final Deque<byte[]> sent = new ArrayDeque<>();

    private SentBytes(int messageOffset, int opOffset, int opBytes, int notify) {
        this.messageOffset = messageOffset;
        this.opOffset = opOffset;
        this.opBytes = opBytes;
        this.notify = notify;
    }

    /** To the receiver port: frames of 120 bytes, NTFY_MSG is 2. */
    static SentBytes ofPeer() {
        return new SentBytes(60, 0, 4, 2);
    }

    /** To the attach socket: frames of 64 bytes, NOTIFY is 13. */
    static SentBytes ofProgram() {
        return new SentBytes(28, 4, 2, 13);
    }

    /** These bytes are about to be sent. */
    synchronized void add(byte[] bytes) {
        sent.addFirst(bytes);
        if (sent.size() > KEPT) {
            sent.removeLast();
        }
    }

    /** Whether these bytes name {@code endpoint} as the receiver of this message. */
    synchronized boolean names(int endpoint, Message message) {
        byte[] wanted = message.bytes();
        return sent.stream()
                .anyMatch(
                        bytes ->
                                carries(bytes, endpoint, wanted)
                                        || (message.isNotify() && notifies(bytes, endpoint)));
    }

    private boolean carries(byte[] bytes, int endpoint, byte[] message) {
        for (int at = 0; at + messageOffset + Message.BYTES <= bytes.length; at++) {
            int in = at + messageOffset;
            // Nearly always the first byte differs already.
            if (bytes[in + TYPE] == message[TYPE]
                    && destination(bytes, at) == endpoint
                    && Arrays.equals(
                            bytes, in + TYPE, in + Message.BYTES, message, TYPE, Message.BYTES)) {
                return true;
            }
        }
        return false;
    }

    private boolean notifies(byte[] bytes, int endpoint) {
        for (int at = 0; at + messageOffset + Message.BYTES <= bytes.length; at++) {
            if (destination(bytes, at) == endpoint && op(bytes, at) == notify) {
                return true;
            }
        }
        return false;
    }

    private int op(byte[] bytes, int at) {
        int op = intAt(bytes, at + opOffset);
        return opBytes == Integer.BYTES ? op : (short) op;
    }

    private static int destination(byte[] bytes, int at) {
        return intAt(bytes, at + DESTINATION);
    }

    private static int intAt(byte[] bytes, int at) {
        return (int) LITTLE_ENDIAN.get(bytes, at);
    }
}
