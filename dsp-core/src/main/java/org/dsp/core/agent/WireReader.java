package org.dsp.core.agent;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** The primitives of the format; whatever is not there, or not in range, is refused. */
final class WireReader {
    private final byte[] buffer;
    private final int end;
    private int at;

    WireReader(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        buffer = bytes;
        at = offset;
        end = offset + length;
    }

    private int take(int bytes) {
        if (bytes < 0 || bytes > end - at) {
            throw new AgentFormatException(bytes + " bytes wanted, " + (end - at) + " there");
        }
        int from = at;
        at += bytes;
        return from;
    }

    /** Nothing may be left. */
    void end() {
        if (at != end) {
            throw new AgentFormatException(end - at + " bytes too many");
        }
    }

    int u8() {
        return buffer[take(1)] & 0xff;
    }

    boolean flag() {
        int value = u8();
        if (value > 1) {
            throw new AgentFormatException("flag " + value + "; allowed 0 and 1");
        }
        return value == 1;
    }

    int u16() {
        int from = take(2);
        return ((buffer[from] & 0xff) << 8) | (buffer[from + 1] & 0xff);
    }

    int i32() {
        int from = take(4);
        int value = 0;
        for (int i = 0; i < 4; i++) {
            value = (value << 8) | (buffer[from + i] & 0xff);
        }
        return value;
    }

    long i64() {
        int from = take(8);
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = (value << 8) | (buffer[from + i] & 0xff);
        }
        return value;
    }

    /** An i32 from 0 on. */
    int count(String what, int max) {
        int value = i32();
        if (value < 0 || value > max) {
            throw new AgentFormatException(what + " " + value + "; allowed 0 to " + max);
        }
        return value;
    }

    String text(int max) {
        int length = count("text length", max);
        int from = take(length);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(buffer, from, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new AgentFormatException("a text that is no UTF-8", e);
        }
    }

    ConfigEpoch epoch() {
        return new ConfigEpoch(i64(), i64(), i64());
    }

    NodeSet nodes() {
        int words = u8();
        if (words > NodeSet.WORDS) {
            throw new AgentFormatException(
                    "bitmap of " + words + " longs; allowed 0 to " + NodeSet.WORDS);
        }
        long[] read = new long[NodeSet.WORDS];
        for (int i = 0; i < words; i++) {
            read[i] = i64();
        }
        if (words > 0 && read[words - 1] == 0) {
            throw new AgentFormatException("bitmap that ends with nothing");
        }
        return NodeSet.ofWords(read);
    }

    <T> List<T> list(String what, int max, Function<WireReader, T> each) {
        int size = count(what, max);
        // What is said to follow may not be there: room is made for little of it beforehand.
        List<T> list = new ArrayList<>(Math.min(size, end - at));
        for (int i = 0; i < size; i++) {
            list.add(each.apply(this));
        }
        return list;
    }

    <T> Optional<T> optional(Function<WireReader, T> present) {
        return flag() ? Optional.of(present.apply(this)) : Optional.empty();
    }

    <E extends Coded> E oneOf(E[] values) {
        int code = u8();
        for (E value : values) {
            if (value.code() == code) {
                return value;
            }
        }
        throw new AgentFormatException(
                values.getClass().getComponentType().getSimpleName() + " " + code);
    }
}
