package org.dsp.faults;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/**
 * Which frames between daemons are changed, and how: one byte of each. The frames are those of
 * docs/wire/frames.md; what is inside a batch is not looked at.
 *
 * @param when all fields that a frame's header must have so; empty = every frame
 * @param nth only the n-th frame that matches, counted from when this was set; 0 = each
 * @param at offset of the byte in the frame, 0…65655: from 120 on it is in the payload
 * @param xor the bits of the byte that flip, 1…255
 */
public record Corruption(List<Field> when, int nth, int at, int xor) {
    /** The header's fields before the message, and where they are. */
    public static final Map<String, Integer> FIELDS =
            Map.of(
                    "cmd", 0, "dcid", 4, "src", 8, "dst", 12, "snode", 16, "dnode", 20, "rcode", 24,
                    "len", 28);

    private static final int LAST_INT = FrameCursor.HEADER - Integer.BYTES;
    private static final int LAST_BYTE = FrameCursor.HEADER + FrameCursor.MAX_PAYLOAD - 1;

    /**
     * A 32-bit field of the header.
     *
     * @param offset 0…116
     * @param value that it must have
     */
    public record Field(int offset, int value) {
        public Field {
            range("offset of a field", offset, 0, LAST_INT);
        }
    }

    public Corruption {
        when = List.copyOf(when);
        range("nth", nth, 0, Integer.MAX_VALUE);
        range("at", at, 0, LAST_BYTE);
        range("xor", xor, 1, 255);
    }

    /** The command code becomes one that nobody knows: the frame is malformed, each time. */
    public static Corruption poison(Field... when) {
        return new Corruption(List.of(when), 0, 0, 0x40);
    }

    /** A field by its name in {@link #FIELDS}. */
    public static Field field(String name, int value) {
        Integer offset = FIELDS.get(name);
        if (offset == null) {
            throw new IllegalArgumentException(
                    "field " + name + "; allowed " + FIELDS.keySet().stream().sorted().toList());
        }
        return new Field(offset, value);
    }

    /** Whether a header, little-endian, is of the kind. */
    boolean matches(ByteBuffer header) {
        return when.stream().allMatch(f -> header.getInt(f.offset()) == f.value());
    }

    private static void range(String what, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(what + " " + value + "; allowed " + min + "…" + max);
        }
    }
}
