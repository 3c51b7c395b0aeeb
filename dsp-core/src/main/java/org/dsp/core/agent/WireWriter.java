package org.dsp.core.agent;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The primitives of the format, big-endian, into an array that grows up to the bound. */
final class WireWriter {
    private byte[] buffer = new byte[128];
    private int size;

    byte[] bytes() {
        return Arrays.copyOf(buffer, size);
    }

    private int room(int more) {
        int at = size;
        if (more > Limits.MESSAGE - size) {
            throw new AgentFormatException("message of more than " + Limits.MESSAGE + " bytes");
        }
        size += more;
        if (size > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(size, 2 * buffer.length));
        }
        return at;
    }

    void u8(int value) {
        int at = room(1);
        buffer[at] = (byte) value;
    }

    void flag(boolean value) {
        u8(value ? 1 : 0);
    }

    void u16(int value) {
        int at = room(2);
        buffer[at] = (byte) (value >> 8);
        buffer[at + 1] = (byte) value;
    }

    void i32(int value) {
        int at = room(4);
        for (int i = 0; i < 4; i++) {
            buffer[at + i] = (byte) (value >> (24 - 8 * i));
        }
    }

    void i64(long value) {
        int at = room(8);
        for (int i = 0; i < 8; i++) {
            buffer[at + i] = (byte) (value >> (56 - 8 * i));
        }
    }

    /** Length as i32, then UTF-8; what is no Unicode becomes a question mark. */
    void text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        i32(utf8.length);
        int at = room(utf8.length);
        System.arraycopy(utf8, 0, buffer, at, utf8.length);
    }

    void epoch(ConfigEpoch epoch) {
        i64(epoch.clusterId());
        i64(epoch.counter());
        i64(epoch.digest());
    }

    /** How many longs, then them; no trailing zero ones. */
    void nodes(NodeSet set) {
        int words = NodeSet.WORDS;
        while (words > 0 && set.word(words - 1) == 0) {
            words--;
        }
        u8(words);
        for (int i = 0; i < words; i++) {
            i64(set.word(i));
        }
    }

    <T> void list(List<T> list, BiConsumer<WireWriter, T> each) {
        i32(list.size());
        for (T item : list) {
            each.accept(this, item);
        }
    }

    <T> void optional(Optional<T> value, BiConsumer<WireWriter, T> present) {
        flag(value.isPresent());
        value.ifPresent(v -> present.accept(this, v));
    }
}
