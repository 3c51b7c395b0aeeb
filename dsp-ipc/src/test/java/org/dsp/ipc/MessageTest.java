package org.dsp.ipc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MessageTest {
    /**
     * The original's layouts: view, field, offset behind source and type, bytes. A field of four
     * ints is written ia:n.
     */
    private static final String LAYOUTS =
            """
            m1 i1 0 4, m1 i2 4 4, m1 i3 8 4, m1 p1 12 4, m1 p2 16 4, m1 p3 20 4
            m2 i1 0 4, m2 i2 4 4, m2 i3 8 4, m2 l1 12 4, m2 l2 16 4, m2 p1 20 4
            m3 i1 0 4, m3 i2 4 4, m3 p1 8 4, m3 ca1 12 14
            m4 l1 0 4, m4 l2 4 4, m4 l3 8 4, m4 l4 12 4, m4 l5 16 4
            m5 c1 0 2, m5 c2 2 2, m5 i1 4 4, m5 i2 8 4, m5 l1 12 4, m5 l2 16 4, m5 l3 20 4
            m6 ca1 0 28
            m7 i1 0 4, m7 i2 4 4, m7 i3 8 4, m7 i4 12 4, m7 p1 16 4, m7 p2 20 4
            m8 i1 0 4, m8 i2 4 4, m8 p1 8 4, m8 p2 12 4, m8 p3 16 4, m8 p4 20 4
            m9 i1 0 4, m9 l1 4 4, m9 seconds 8 4, m9 nanos 12 4
            mA dst 0 4, mA nr 4 4, mA ia:0 8 4, mA ia:1 12 4, mA ia:2 16 4, mA ia:3 20 4
            mB nr 0 4, mB md5 4 16
            mC i1 0 4, mC i2 4 4, mC i3 8 4, mC i4 12 4, mC ca1 16 10
            """;

    private static final int UNION = 8;

    private record Field(String view, String name, int offset, int size) {}

    private static List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        for (String entry : LAYOUTS.strip().split("[,\n]", -1)) {
            List<String> words = List.of(entry.strip().split(" ", -1));
            fields.add(
                    new Field(
                            words.get(0),
                            words.get(1),
                            Integer.parseInt(words.get(2)),
                            Integer.parseInt(words.get(3))));
        }
        return fields;
    }

    @Provide
    Arbitrary<Field> anyField() {
        return Arbitraries.of(fields());
    }

    @Property
    void aFieldIsSetAndReadAtItsOffsetLittleEndianAndTouchesNothingElse(
            @ForAll("anyField") Field field, @ForAll long seed) throws Exception {
        Random random = new Random(seed);
        byte[] before = new byte[Message.BYTES];
        random.nextBytes(before);
        byte[] value = new byte[field.size()];
        random.nextBytes(value);
        byte[] expected = before.clone();
        System.arraycopy(value, 0, expected, UNION + field.offset(), field.size());

        Message message = Message.of(before);
        set(message, field, value);
        assertThat(message.bytes()).as(field.toString()).isEqualTo(expected);
        assertThat(get(message, field)).as(field.toString()).isEqualTo(value);
    }

    private static Object view(Message message, Field field) throws Exception {
        return Message.class.getMethod(field.view()).invoke(message);
    }

    private static void set(Message message, Field field, byte[] value) throws Exception {
        Object view = view(message, field);
        ByteBuffer little = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
        Object result;
        if (field.name().contains(":")) {
            result =
                    view.getClass()
                            .getMethod("ia", int.class, int.class)
                            .invoke(view, index(field), little.getInt());
        } else if (field.size() == 4) {
            Method setter = view.getClass().getMethod(field.name(), int.class);
            result = setter.invoke(view, little.getInt());
        } else if (field.size() == 2) {
            Method setter = view.getClass().getMethod(field.name(), short.class);
            result = setter.invoke(view, little.getShort());
        } else {
            result = view.getClass().getMethod(bytes(field), byte[].class).invoke(view, value);
        }
        assertThat(result).as("setters are fluent").isSameAs(view);
    }

    private static byte[] get(Message message, Field field) throws Exception {
        Object view = view(message, field);
        ByteBuffer little = ByteBuffer.allocate(field.size()).order(ByteOrder.LITTLE_ENDIAN);
        if (field.name().contains(":")) {
            Method getter = view.getClass().getMethod("ia", int.class);
            return little.putInt((int) getter.invoke(view, index(field))).array();
        }
        if (field.size() == 4) {
            return little.putInt((int) view.getClass().getMethod(field.name()).invoke(view))
                    .array();
        }
        if (field.size() == 2) {
            return little.putShort((short) view.getClass().getMethod(field.name()).invoke(view))
                    .array();
        }
        return (byte[]) view.getClass().getMethod(bytes(field)).invoke(view);
    }

    private static int index(Field field) {
        return Integer.parseInt(field.name().substring(field.name().indexOf(':') + 1));
    }

    private static String bytes(Field field) {
        return Objects.equals(field.name(), "ca1") ? "ca1Bytes" : field.name();
    }

    @Example
    void noViewHasAFieldThatTheOriginalLacks() {
        Set<String> original = new TreeSet<>();
        for (Field field : fields()) {
            original.add(field.view() + " " + field.name().replaceAll(":.*", ""));
        }
        Set<String> ours = new TreeSet<>();
        for (Class<?> view : MessageView.class.getPermittedSubclasses()) {
            Arrays.stream(view.getDeclaredMethods())
                    .map(Method::getName)
                    .filter(name -> !name.endsWith("Bytes"))
                    .forEach(name -> ours.add("m" + view.getSimpleName().charAt(1) + " " + name));
        }
        assertThat(ours).isEqualTo(original);
    }

    @Example
    void theMessageOfTheOriginalsLogHasItsBytes() {
        Message message = new Message().source(50).type(10).m1().i3(3).p1(4).message();
        assertThat(message.bytes())
                .isEqualTo(
                        HexFormat.of()
                                .parseHex(
                                        "320000000a000000"
                                                + "0000000000000000030000000400000000000000"
                                                + "0000000000000000"));
        assertThat(message).hasToString("Message[source=50 type=10 ints=0,0,3,4,0,0,0]");
    }

    @Property
    void messagesAreEqualWhenTheir36BytesAre(@ForAll long seed) {
        byte[] bytes = new byte[Message.BYTES];
        new Random(seed).nextBytes(bytes);
        Message one = Message.of(bytes).receivedFrom(1, 2, 3);
        Message other = new Message().bytesFrom(bytes, 0);
        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        bytes[(int) (seed >>> 32 & 15)] ^= 1;
        assertThat(one).isNotEqualTo(Message.of(bytes));
    }

    @Example
    void aCopyKnowsWhereItCameFromAndNewBytesForgetIt() {
        Message received = new Message().type(1).receivedFrom(3, 9, 99);
        Message copy = new Message().copyFrom(received);
        assertThat(copy).isEqualTo(received).hasToString(received.toString());
        assertThat(List.of(copy.sourceNode(), copy.sourceGeneration(), copy.sourcePid()))
                .containsExactly(3, 9, 99);
        copy.bytesFrom(received.bytes(), 0);
        assertThat(copy.sourceNode()).isEqualTo(Message.UNKNOWN);
        assertThat(copy.sourcePid()).isEqualTo(Message.UNKNOWN);
        assertThat(received.clear().type()).isZero();
    }

    @Example
    void textsArePaddedCutAtNulAndRefusedWhenTooLong() {
        Message message = new Message();
        message.m3().ca1("exactly14bytes");
        assertThat(message.m3().ca1()).isEqualTo("exactly14bytes");
        message.m3().ca1("señor");
        assertThat(message.m3().ca1()).isEqualTo("señor");
        assertThat(message.m3().ca1Bytes()).endsWith(new byte[8]);
        assertThatThrownBy(() -> message.m3().ca1("fifteen bytes.."))
                .hasMessage("15 bytes do not fit; the field has 14");
    }

    @Example
    void onlyTheTypeOfItsSourceMakesANotification() {
        assertThat(new Message().source(21).type(0x1000 | 21).isNotify()).isTrue();
        assertThat(new Message().source(21).type(0x1000 | 22).isNotify()).isFalse();
        assertThat(new Message().source(21).type(-109).isNotify()).isFalse();
    }

    @Example
    void aMessageHasExactly36Bytes() {
        assertThatThrownBy(() -> Message.of(new byte[37]))
                .hasMessage("a message of 37 bytes; it has exactly 36");
    }
}
