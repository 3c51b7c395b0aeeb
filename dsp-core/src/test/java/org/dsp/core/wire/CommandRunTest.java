package org.dsp.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandRunTest {
    private final CommandRun run = new CommandRun();

    private void add(ProxyHeader header) {
        run.add(header, UnpooledByteBufAllocator.DEFAULT);
    }

    private static ProxyHeader command(int sequence) {
        return new ProxyHeader().cmd(Command.SEND_MSG).sndSeq(sequence);
    }

    private byte[] taken() {
        ByteBuf frame = run.take();
        byte[] bytes = new byte[frame.readableBytes()];
        frame.readBytes(bytes);
        frame.release();
        return bytes;
    }

    private static List<Integer> sequences(byte[] frame) {
        List<Integer> sequences = new ArrayList<>();
        ByteBuf in = UnpooledByteBufAllocator.DEFAULT.buffer().writeBytes(frame);
        FrameReader reader = new FrameReader();
        while (reader.next(in) == FrameReader.Next.FRAME) {
            sequences.add(reader.header().sndSeq());
        }
        assertThat(reader.error()).isEqualTo(FrameError.NONE);
        assertThat(in.isReadable()).isFalse();
        in.release();
        return sequences;
    }

    @Test
    void aLoneCommandIsPlain() {
        ProxyHeader lone = command(7).flags(ProxyHeader.FLAG_ROUTING);
        add(lone);
        assertThat(taken()).isEqualTo(lone.array());
        assertThat(run.commands()).isZero();
    }

    @Test
    void severalAreTheGoldenBatch() {
        byte[] golden = WireFiles.valid().get("batch");
        for (int at = 0; at < golden.length; at += ProxyHeader.BYTES) {
            ProxyHeader header = new ProxyHeader();
            System.arraycopy(golden, at, header.array(), 0, ProxyHeader.BYTES);
            add(header.len(0).batchNr(0).flags(0));
        }
        assertThat(taken()).isEqualTo(golden);
    }

    @Test
    void theLargestBatchHasTheHeadAnd546Inside() {
        for (int i = 0; i < CommandRun.MOST; i++) {
            assertThat(run.isFull()).isFalse();
            add(command(i));
        }
        assertThat(run.isFull()).isTrue();
        assertThatIllegalStateException().isThrownBy(() -> add(command(547)));

        byte[] frame = taken();
        assertThat(frame).hasSize(547 * ProxyHeader.BYTES);
        ProxyHeader head = new ProxyHeader();
        System.arraycopy(frame, 0, head.array(), 0, ProxyHeader.BYTES);
        assertThat(head.batchNr()).isEqualTo(546);
        assertThat(head.len()).isEqualTo(65_520);
        assertThat(sequences(frame)).hasSize(547).isSorted();
    }

    @Test
    void theCallersHeaderIsLeftAsItIs() {
        ProxyHeader first = command(1);
        byte[] before = first.array().clone();
        add(first);
        add(command(2));
        taken();
        assertThat(first.array()).isEqualTo(before);
    }

    @Test
    void nothingWithAPayloadAndNoControlIsTaken() {
        for (int cmd : new int[] {Command.COPYIN_DATA, Command.COPYIN_RQST, Command.COPYOUT_DATA}) {
            assertThat(CommandRun.takes(new ProxyHeader().cmd(cmd))).isFalse();
        }
        for (int cmd : new int[] {Command.NONE, Command.JOIN, Command.GOODBYE}) {
            assertThat(CommandRun.takes(new ProxyHeader().cmd(cmd))).isFalse();
        }
        int[] taken = {Command.SNDREC_MSG, Command.COPYIN_ACK, Command.COPYOUT_RQST};
        assertThat(Arrays.stream(taken).allMatch(c -> CommandRun.takes(new ProxyHeader().cmd(c))))
                .isTrue();
    }

    @Test
    void whatIsReleasedIsForgotten() {
        add(command(1));
        run.release();
        assertThat(run.commands()).isZero();
        assertThat(taken()).isEmpty();
    }
}
