package org.dsp.core.admin;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.dsp.core.admin.Value.Fields;

/**
 * A frame: {@value #HEAD} bytes of head, then the encoded fields. The head is magic u32, version
 * u16, zero u16, length u32, little-endian.
 */
public final class AdminFrame {
    /** Bytes before the value. */
    public static final int HEAD = 12;

    /** Largest value of a request: a cluster file that fits into a group message fits. */
    public static final int MAX_REQUEST = (1 << 20) + 4096;

    /** Largest value of an answer. */
    public static final int MAX_ANSWER = 16 << 20;

    /** The version that is spoken. */
    public static final int VERSION = 1;

    private static final int MAGIC = 0x4D505344;

    private AdminFrame() {}

    /**
     * A whole frame.
     *
     * @throws IllegalArgumentException when the value is larger than {@code max} or too deep
     */
    public static byte[] encode(Fields fields, int max) {
        byte[] body = ValueCodec.encode(fields);
        if (body.length > max) {
            throw new IllegalArgumentException(body.length + " bytes; allowed " + max);
        }
        return ByteBuffer.allocate(HEAD + body.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(MAGIC)
                .putShort((short) VERSION)
                .putShort((short) 0)
                .putInt(body.length)
                .put(body)
                .array();
    }

    /**
     * How many bytes follow this head.
     *
     * @param head {@value #HEAD} bytes
     * @param max that may follow
     * @throws AdminFormatException when it is no head, of another version, or more follow
     */
    public static int length(byte[] head, int max) {
        ByteBuffer in = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        if (in.getInt() != MAGIC) {
            throw new AdminFormatException("no frame of the admin protocol");
        }
        int version = Short.toUnsignedInt(in.getShort());
        if (version != VERSION || in.getShort() != 0) {
            throw new AdminFormatException(
                    "admin protocol version " + version + "; spoken is " + VERSION);
        }
        int length = in.getInt();
        if (length < 1 || length > max) {
            throw new AdminFormatException("a frame of " + length + " bytes; allowed 1 to " + max);
        }
        return length;
    }

    /**
     * What follows a head.
     *
     * @throws AdminFormatException when it is not the encoding of fields
     */
    public static Fields decode(byte[] body) {
        if (ValueCodec.decode(body) instanceof Fields fields) {
            return fields;
        }
        throw new AdminFormatException("a value without names; allowed fields");
    }
}
