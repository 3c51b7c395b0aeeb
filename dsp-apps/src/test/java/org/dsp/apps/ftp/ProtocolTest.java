package org.dsp.apps.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.dsp.ipc.ErrorCode;
import org.dsp.ipc.Message;
import org.junit.jupiter.api.Test;

class ProtocolTest {
    @Property
    void aPositionNearTheExpectedOneIsUnderstoodInFilesOfAnySize(
            @ForAll @LongRange(min = 0, max = 1L << 50) long expected,
            @ForAll @LongRange(min = -(1L << 30), max = 1L << 30) long distance) {
        assertThat(Positions.nearest(expected, Positions.low(expected + distance)))
                .isEqualTo(expected + distance);
    }

    @Property
    void aSizeSurvivesItsTwoHalves(@ForAll @LongRange(min = 0) long size) {
        Message message = new Message().type(20);
        SizeMark.put(message.m1(), size);
        assertThat(SizeMark.get(message.m1())).hasValue(size);
        assertThat(message.type()).isEqualTo(20);
    }

    @Test
    void anAnswerWithoutTheMarkHasNoSize() {
        Message message = new Message().type(20).m1().i1(5).i2(77).i3(1).p1(0x2000).message();
        assertThat(SizeMark.get(message.m1())).isEmpty();
    }

    @Test
    void aNegativeSizeIsNone() {
        Message message = new Message();
        SizeMark.put(message.m1(), -5);
        assertThat(SizeMark.get(message.m1())).isEmpty();
    }

    @Test
    void everyCodeOfTheServerHasWordsAndItsNumber() {
        assertThat(FtpReasons.of(ErrorCode.EDVSNOENT.number()))
                .isEqualTo("the server has no such file or directory, EDVSNOENT (-2)");
        for (ErrorCode code : ErrorCode.values()) {
            assertThat(FtpReasons.of(code.number()))
                    .contains(code.name())
                    .contains("(" + code.number() + ")");
        }
    }
}
