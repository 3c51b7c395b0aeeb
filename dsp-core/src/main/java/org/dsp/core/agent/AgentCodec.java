package org.dsp.core.agent;

/** Messages to bytes and back; {@code docs/agent.md} has every layout. Stateless. */
public final class AgentCodec {
    private AgentCodec() {}

    /**
     * The bytes of a message.
     *
     * @throws AgentFormatException when it is longer than {@link Limits#MESSAGE}
     */
    public static byte[] encode(AgentMessage message) {
        throw new AgentFormatException("not written yet: " + message.kind());
    }

    /**
     * The message of {@code length} bytes from {@code offset}.
     *
     * @throws AgentFormatException when they are not exactly one message
     */
    public static AgentMessage decode(byte[] bytes, int offset, int length) {
        throw new AgentFormatException("not written yet: " + bytes.length + offset + length);
    }
}
