package org.dsp.core.admin;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dsp.core.admin.Value.Fields;
import org.dsp.core.admin.Value.Flag;
import org.dsp.core.admin.Value.Items;
import org.dsp.core.admin.Value.Nothing;
import org.dsp.core.admin.Value.Real;
import org.dsp.core.admin.Value.Text;
import org.dsp.core.admin.Value.Whole;

/**
 * Values as bytes, little-endian: a tag, then what the tag says. What a decoder makes is bounded by
 * the bytes it is given: depth {@value #MAX_DEPTH}, {@value #MAX_VALUES} values.
 */
public final class ValueCodec {
    /** How deep lists and fields may stand in each other. */
    public static final int MAX_DEPTH = 16;

    /** Values in one tree. */
    public static final int MAX_VALUES = 1 << 18;

    private static final byte NOTHING = 0;
    private static final byte NO = 1;
    private static final byte YES = 2;
    private static final byte WHOLE = 3;
    private static final byte REAL = 4;
    private static final byte TEXT = 5;
    private static final byte ITEMS = 6;
    private static final byte FIELDS = 7;

    private ValueCodec() {}

    /**
     * Encodes a tree.
     *
     * @throws IllegalArgumentException when it is deeper or larger than a decoder takes
     */
    public static byte[] encode(Value value) {
        var writer = new Writer();
        writer.value(value, 0);
        return writer.out.toByteArray();
    }

    /**
     * Decodes a tree that fills {@code bytes}.
     *
     * @throws AdminFormatException when that is not what the bytes are
     */
    public static Value decode(byte[] bytes) {
        var reader = new Reader(bytes);
        try {
            Value value = reader.value(0);
            if (reader.in.hasRemaining()) {
                throw new AdminFormatException(reader.in.remaining() + " bytes after the value");
            }
            return value;
        } catch (BufferUnderflowException early) {
            throw new AdminFormatException("the value ends early");
        }
    }

    private static final class Writer {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final ByteBuffer scratch =
                ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        private int count;

        void value(Value value, int depth) {
            count++;
            if (depth > MAX_DEPTH || count > MAX_VALUES) {
                throw new IllegalArgumentException(
                        "allowed depth " + MAX_DEPTH + " and " + MAX_VALUES + " values");
            }
            if (value instanceof Nothing) {
                out.write(NOTHING);
            } else if (value instanceof Flag flag) {
                out.write(flag.on() ? YES : NO);
            } else if (value instanceof Whole whole) {
                out.write(WHOLE);
                word(whole.number());
            } else if (value instanceof Real real) {
                out.write(REAL);
                word(Double.doubleToRawLongBits(real.number()));
            } else if (value instanceof Text text) {
                out.write(TEXT);
                text(text.text());
            } else if (value instanceof Items items) {
                out.write(ITEMS);
                length(items.values().size());
                items.values().forEach(each -> value(each, depth + 1));
            } else if (value instanceof Fields fields) {
                out.write(FIELDS);
                length(fields.values().size());
                fields.values()
                        .forEach(
                                (name, each) -> {
                                    text(name);
                                    value(each, depth + 1);
                                });
            }
        }

        private void text(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            length(bytes.length);
            out.writeBytes(bytes);
        }

        private void length(int length) {
            out.write(scratch.clear().putInt(0, length).array(), 0, Integer.BYTES);
        }

        private void word(long word) {
            out.write(scratch.clear().putLong(0, word).array(), 0, Long.BYTES);
        }
    }

    private static final class Reader {
        private final ByteBuffer in;
        private int count;

        Reader(byte[] bytes) {
            in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        }

        Value value(int depth) {
            count++;
            if (depth > MAX_DEPTH || count > MAX_VALUES) {
                throw new AdminFormatException(
                        "too deep or too many values; allowed depth "
                                + MAX_DEPTH
                                + " and "
                                + MAX_VALUES
                                + " values");
            }
            byte tag = in.get();
            return switch (tag) {
                case NOTHING -> new Nothing();
                case NO -> new Flag(false);
                case YES -> new Flag(true);
                case WHOLE -> new Whole(in.getLong());
                case REAL -> real(Double.longBitsToDouble(in.getLong()));
                case TEXT -> new Text(text());
                case ITEMS -> items(depth);
                case FIELDS -> fields(depth);
                default -> throw new AdminFormatException("unknown tag " + tag);
            };
        }

        private static Value real(double number) {
            if (!Double.isFinite(number)) {
                throw new AdminFormatException(number + "; allowed finite numbers");
            }
            return new Real(number);
        }

        private Value items(int depth) {
            int size = length(1);
            // Grows with what is really there: a length alone makes nothing.
            List<Value> values = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                values.add(value(depth + 1));
            }
            return new Items(values);
        }

        private Value fields(int depth) {
            int size = length(Integer.BYTES + 1);
            Map<String, Value> values = new LinkedHashMap<>();
            for (int i = 0; i < size; i++) {
                String name = text();
                if (values.put(name, value(depth + 1)) != null) {
                    throw new AdminFormatException("a name stands twice");
                }
            }
            return new Fields(values);
        }

        private String text() {
            byte[] bytes = new byte[length(1)];
            in.get(bytes);
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
            } catch (CharacterCodingException e) {
                throw new AdminFormatException("a text is no UTF-8");
            }
        }

        /** A count of elements, each of {@code least} bytes or more. */
        private int length(int least) {
            int length = in.getInt();
            if (length < 0 || (long) length * least > in.remaining()) {
                throw new AdminFormatException(
                        "length " + length + " with " + in.remaining() + " bytes left");
            }
            return length;
        }
    }
}
