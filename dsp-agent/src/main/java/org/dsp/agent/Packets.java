package org.dsp.agent;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.dsp.core.agent.AgentCodec;
import org.dsp.core.agent.AgentFormatException;
import org.dsp.core.agent.AgentMessage;

/**
 * What travels in the group: several messages of an agent in one packet, big-endian.
 *
 * <pre>
 * 0  u16 mark 0xD5F1
 * 2  u8  version 1
 * 3  u8  0
 * 4  then for each message: u32 length, as many bytes of {@link AgentCodec}
 * </pre>
 */
final class Packets {
    /** Longest packet that is made, in bytes, unless a single message is longer. */
    static final int MOST = 60_000;

    /** Longest message, in bytes. */
    static final int MESSAGE = 1 << 20;

    static final int HEADER = 4;
    static final int LENGTH = 4;

    private static final short MARK = (short) 0xD5F1;
    private static final byte VERSION = 1;

    private Packets() {}

    /** Puts encoded messages together, in order; none make a packet that says nothing. */
    static byte[] join(List<byte[]> messages) {
        int size = HEADER;
        for (byte[] message : messages) {
            size += LENGTH + message.length;
        }
        // None is so small that the transport's queue could hold too many for its credits.
        ByteBuffer packet = ByteBuffer.allocate(Math.max(size, GroupStack.LEAST));
        packet.putShort(MARK).put(VERSION).put((byte) 0);
        for (byte[] message : messages) {
            packet.putInt(message.length).put(message);
        }
        return packet.array();
    }

    /**
     * The messages of a packet, in order.
     *
     * @throws AgentFormatException at the first that is wrong; those before it were given
     */
    static void split(byte[] packet, Consumer<AgentMessage> each) {
        ByteBuffer in = ByteBuffer.wrap(packet);
        if (in.remaining() < HEADER || in.getShort() != MARK) {
            throw new AgentFormatException("no packet of a group of dspd");
        }
        byte version = in.get();
        if (version != VERSION) {
            throw new AgentFormatException(
                    "packet of version " + version + "; this is version " + VERSION);
        }
        in.get();
        while (in.remaining() >= LENGTH) {
            int length = in.getInt();
            if (length == 0) {
                // Padding of the smallest.
                return;
            }
            if (length < 0 || length > Math.min(in.remaining(), MESSAGE)) {
                throw new AgentFormatException(
                        "message of %d bytes with %d left".formatted(length, in.remaining()));
            }
            each.accept(AgentCodec.decode(packet, in.position(), length));
            in.position(in.position() + length);
        }
    }
}
