package org.dsp.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameEditorTest {
    private static final int HEADER = 120;
    private final Wire wire = new Wire(1);
    private final FrameEditor editor = new FrameEditor(wire);

    @Test
    void theNthFrameThatMatchesIsChangedWhereverTheStreamIsCut() {
        byte[] stream = join(frame(1, 0), frame(3, 500), frame(3, 0), frame(3, 70), frame(2, 0));
        byte[] changed = stream.clone();
        int second = HEADER + HEADER + 500;
        changed[second + 5] ^= 0x11;
        for (int size = 1; size < stream.length; size += size < 130 ? 1 : 97) {
            Wire fresh = new Wire(1);
            fresh.corrupt(new Corruption(List.of(Corruption.field("cmd", 3)), 2, 5, 0x11));
            assertThat(passed(new FrameEditor(fresh), stream, size)).isEqualTo(changed);
            assertThat(fresh.corrupted()).isEqualTo(1);
        }
    }

    @Test
    void aByteOfThePayloadOfEachFrameIsChanged() {
        byte[] stream = join(frame(5, 300), frame(5, 100), frame(6, 300), frame(5, 300));
        byte[] changed = stream.clone();
        changed[HEADER + 250] ^= 1;
        changed[stream.length - 300 + 250] ^= 1;
        for (int size : new int[] {1, 7, 120, 250, 371, 100_000}) {
            Wire fresh = new Wire(1);
            fresh.corrupt(new Corruption(List.of(Corruption.field("cmd", 5)), 0, HEADER + 250, 1));
            assertThat(passed(new FrameEditor(fresh), stream, size)).isEqualTo(changed);
        }
    }

    @Test
    void aCorruptionThatBeginsInsideAFrameFindsTheNextOne() {
        byte[] first = frame(5, 1000);
        byte[] second = frame(3, 0);
        ByteBuffer head = ByteBuffer.wrap(first, 0, 777);
        assertThat(editor.pass(head)).isSameAs(head);

        wire.corrupt(Corruption.poison(Corruption.field("cmd", 3)));
        byte[] rest = join(Arrays.copyOfRange(first, 777, first.length), second);
        byte[] out = passed(editor, rest, rest.length);

        second[0] ^= 0x40;
        assertThat(out).endsWith(second).hasSize(rest.length);
    }

    @Test
    void whatWasHeldBackGoesOnWhenTheCorruptionEnds() {
        wire.corrupt(Corruption.poison(Corruption.field("cmd", 3)));
        byte[] frame = frame(3, 0);
        assertThat(editor.pass(ByteBuffer.wrap(frame, 0, 50)).remaining()).isZero();

        wire.heal();

        assertThat(passed(editor, Arrays.copyOfRange(frame, 50, HEADER), 30)).isEqualTo(frame);
    }

    @Test
    void bytesThatAreNoFramesPassAsTheyAre() {
        byte[] text = "no frame, ".repeat(100).getBytes(StandardCharsets.UTF_8);
        wire.corrupt(Corruption.poison());
        assertThat(passed(editor, text, 33)).isEqualTo(text);
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> Corruption.field("seq", 1))
                .hasMessageContaining("allowed [cmd, dcid,");
        assertThatThrownBy(() -> new Corruption(List.of(), 0, 0, 0))
                .hasMessage("xor 0; allowed 1…255");
        assertThatThrownBy(() -> new Corruption.Field(117, 0)).hasMessageContaining("0…116");
    }

    static byte[] frame(int cmd, int payload) {
        ByteBuffer frame = ByteBuffer.allocate(HEADER + payload).order(ByteOrder.LITTLE_ENDIAN);
        frame.putInt(0, cmd).putInt(28, payload);
        for (int i = HEADER; i < frame.capacity(); i++) {
            frame.put(i, (byte) i);
        }
        return frame.array();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] passed(FrameEditor editor, byte[] stream, int size) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < stream.length; at += size) {
            ByteBuffer passed =
                    editor.pass(ByteBuffer.wrap(stream, at, Math.min(size, stream.length - at)));
            byte[] bytes = new byte[passed.remaining()];
            passed.get(bytes);
            out.writeBytes(bytes);
        }
        return out.toByteArray();
    }
}
