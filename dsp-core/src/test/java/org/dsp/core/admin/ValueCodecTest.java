package org.dsp.core.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.dsp.core.admin.Value.Items;
import org.junit.jupiter.api.Test;

class ValueCodecTest {
    @Provide
    Arbitrary<Value> trees() {
        return Values.trees();
    }

    @Property(tries = 300)
    void whatIsDecodedIsWhatWasEncoded(@ForAll("trees") Value value) {
        assertThat(ValueCodec.decode(ValueCodec.encode(value))).isEqualTo(value);
    }

    @Property(tries = 300)
    void bytesThatAreCutOffAreRefused(@ForAll("trees") Value value) {
        byte[] bytes = ValueCodec.encode(value);
        for (int length = 0; length < bytes.length; length++) {
            byte[] part = java.util.Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> ValueCodec.decode(part))
                    .isInstanceOf(AdminFormatException.class);
        }
    }

    @Property(tries = 300)
    void changedBytesAreAValueOrRefused(@ForAll("trees") Value value, @ForAll Random random) {
        byte[] bytes = ValueCodec.encode(value);
        for (int i = 0; i < 20; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            decodeOrRefuse(bytes);
        }
    }

    @Property(tries = 2000)
    void anyBytesAreAValueOrRefused(@ForAll byte[] bytes) {
        decodeOrRefuse(bytes);
    }

    private static void decodeOrRefuse(byte[] bytes) {
        try {
            Value value = ValueCodec.decode(bytes);
            assertThat(ValueCodec.decode(ValueCodec.encode(value))).isEqualTo(value);
        } catch (AdminFormatException refused) {
            assertThat(refused).hasMessageMatching(".+");
        }
    }

    @Test
    void theLayoutIsTheDocuments() {
        var fields = new FieldsBuilder().with("a", 258L).with("b", true).build();

        assertThat(HexFormat.of().formatHex(ValueCodec.encode(fields)))
                .isEqualTo(
                        "07"
                                + "02000000"
                                + "0100000061"
                                + "030201000000000000"
                                + "0100000062"
                                + "02");
    }

    @Test
    void aLengthAloneMakesNothing() {
        byte[] items = HexFormat.of().parseHex("06ffffff7f00");
        byte[] text = HexFormat.of().parseHex("05ffffff7f61");

        assertThatThrownBy(() -> ValueCodec.decode(items)).hasMessageContaining("length");
        assertThatThrownBy(() -> ValueCodec.decode(text)).hasMessageContaining("length");
    }

    @Test
    void depthIsBoundedOnBothSides() {
        Value deep = Value.of(1);
        for (int i = 0; i < ValueCodec.MAX_DEPTH; i++) {
            deep = new Items(List.of(deep));
        }
        Value deepest = deep;
        Value tooDeep = new Items(List.of(deep));
        byte[] bytes =
                "\u0006\u0001\0\0\0"
                        .repeat(100_000)
                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII);

        assertThat(ValueCodec.decode(ValueCodec.encode(deepest))).isEqualTo(deepest);
        assertThatThrownBy(() -> ValueCodec.encode(tooDeep))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ValueCodec.decode(bytes)).isInstanceOf(AdminFormatException.class);
    }

    @Test
    void aNameThatStandsTwiceIsRefused() {
        byte[] twice = HexFormat.of().parseHex("07" + "02000000" + "010000006101" + "010000006102");

        assertThatThrownBy(() -> ValueCodec.decode(twice)).hasMessageContaining("twice");
    }
}
