package org.dsp.core.agent;

import org.dsp.core.agent.AgentMessage.Kind;

/**
 * Messages to bytes and back; {@code docs/agent.md} has every layout. Stateless: any thread may
 * call. A message has one encoding only; bytes that are not it are refused.
 */
public final class AgentCodec {
    /** Of every message: the first byte. */
    public static final int VERSION = 1;

    private AgentCodec() {}

    /**
     * The bytes of a message.
     *
     * @throws AgentFormatException when it is longer than {@link Limits#MESSAGE}
     */
    public static byte[] encode(AgentMessage message) {
        WireWriter out = new WireWriter();
        out.u8(VERSION);
        out.u8(message.kind().code());
        MessageWriter.write(message, out);
        return out.bytes();
    }

    /**
     * The message of {@code length} bytes from {@code offset}.
     *
     * @throws AgentFormatException when they are not exactly one message
     */
    public static AgentMessage decode(byte[] bytes, int offset, int length) {
        if (length > Limits.MESSAGE) {
            throw new AgentFormatException(
                    "message of " + length + " bytes; allowed " + Limits.MESSAGE);
        }
        try {
            WireReader in = new WireReader(bytes, offset, length);
            int version = in.u8();
            if (version != VERSION) {
                throw new AgentFormatException("version " + version + "; allowed " + VERSION);
            }
            int code = in.u8();
            Kind kind =
                    Kind.of(code)
                            .orElseThrow(() -> new AgentFormatException("message kind " + code));
            AgentMessage message = MessageReader.read(kind, in);
            in.end();
            return message;
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new AgentFormatException("no message of the agents: " + e.getMessage(), e);
        }
    }
}
