package org.dsp.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dsp.proxy.Lz4FramesTest.noise;
import static org.dsp.proxy.Lz4FramesTest.text;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.dsp.core.BytesPayload;
import org.dsp.core.Payload;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.FrameError;
import org.dsp.core.wire.FrameReader;
import org.dsp.core.wire.PayloadPool;
import org.dsp.core.wire.ProxyHeader;
import org.dsp.net.ShellLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an outgoing connection makes of what is written to it, byte for byte. */
class EncodedConnectionTest {
    private final Lz4FrameEncoder lz4 = new Lz4FrameEncoder();
    private final PayloadPool payloads = new PayloadPool();
    private final Written connection = new Written();
    private final EmbeddedChannel channel = new EmbeddedChannel(connection);
    private int sequence;

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private final class Written extends EncodedConnection {
        Written() {
            super(new StillLoop(), payloads, PeerBounds.outgoing(4 << 20), lz4, new FrameReader());
        }

        @Override
        protected void opened(ChannelHandlerContext context, long now) {
            // It is written to when the test wants to.
        }

        @Override
        void frame(ProxyHeader header, Payload payload, long now) {
            payload.release();
        }

        @Override
        void malformed(String why, long now) {
            throw new IllegalStateException(why);
        }
    }

    private static final class StillLoop implements ShellLoop {
        @Override
        public long now() {
            return 0;
        }

        @Override
        public void wantsFlush() {
            // The test flushes.
        }

        @Override
        public void hasRead() {
            // The test flushes.
        }

        @Override
        public void fatal(Throwable error) {
            throw new IllegalStateException(error);
        }
    }

    private void command(int cmd) {
        connection.write(Frames.header(cmd, sequence++, 0), Payload.EMPTY);
    }

    private void copy(byte[] bytes) {
        ProxyHeader header = Frames.header(Command.COPYIN_DATA, sequence++, 0);
        header.vSrc(10).vDst(50).vBytes(bytes.length);
        connection.write(header, payloads.of(Unpooled.directBuffer().writeBytes(bytes)));
    }

    private byte[] flushed() {
        connection.flush();
        ByteBuf all = Unpooled.buffer();
        for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
            all.writeBytes(next);
            next.release();
        }
        byte[] bytes = new byte[all.readableBytes()];
        all.readBytes(bytes);
        return bytes;
    }

    /** Each frame in the stream itself as "command sequence flags batch length". */
    private static List<String> frames(byte[] stream) {
        List<String> frames = new ArrayList<>();
        for (int at = 0; at < stream.length; ) {
            ProxyHeader h = new ProxyHeader();
            System.arraycopy(stream, at, h.array(), 0, ProxyHeader.BYTES);
            at += ProxyHeader.BYTES + h.len();
            frames.add(
                    "%d %d %d %d %d"
                            .formatted(h.cmd(), h.sndSeq(), h.flags(), h.batchNr(), h.len()));
        }
        return frames;
    }

    /** What comes out at the other side, as "command sequence length". */
    private static List<String> read(byte[] stream) {
        List<String> read = new ArrayList<>();
        FrameReader reader = new FrameReader(new Lz4FrameDecoder());
        ByteBuf in = Unpooled.wrappedBuffer(stream);
        while (reader.next(in) == FrameReader.Next.FRAME) {
            ProxyHeader h = reader.header();
            read.add("%d %d %d".formatted(h.cmd(), h.sndSeq(), h.len()));
        }
        assertThat(reader.error()).isEqualTo(FrameError.NONE);
        reader.close();
        return read;
    }

    @Test
    void consecutiveCommandsOfOneFlushAreABatch() {
        connection.encode(true, false);
        command(Command.SNDREC_MSG);
        command(Command.SEND_ACK);
        command(Command.COPYOUT_RQST);
        assertThat(frames(flushed())).containsExactly("3 0 1 2 240");
    }

    @Test
    void aLoneCommandGoesOutPlainAndAtOnce() {
        connection.encode(true, true);
        command(Command.SNDREC_MSG);
        assertThat(frames(flushed())).containsExactly("3 0 0 0 0");
        command(Command.SNDREC_MSG);
        assertThat(frames(flushed())).containsExactly("3 1 0 0 0");
        assertThat(flushed()).isEmpty();
    }

    @Test
    void copyDataAndControlCutABatchAndKeepTheirPlace() {
        connection.encode(true, false);
        command(Command.SEND_MSG);
        command(Command.SEND_MSG);
        copy(new byte[100]);
        command(Command.SEND_MSG);
        command(Command.NONE);
        command(Command.SEND_MSG);
        command(Command.SEND_MSG);
        assertThat(frames(flushed()))
                .containsExactly(
                        "1 0 1 1 120", "5 2 0 0 100", "1 3 0 0 0", "0 4 0 0 0", "1 5 1 1 120");
    }

    @Test
    void anErrorInsteadOfCopyDataIsNeverInABatch() {
        connection.encode(true, false);
        command(Command.SEND_MSG);
        command(Command.COPYOUT_DATA);
        command(Command.SEND_MSG);
        assertThat(frames(flushed())).containsExactly("1 0 0 0 0", "8198 1 0 0 0", "1 2 0 0 0");
    }

    @Test
    void moreThanABatchHoldsAreSeveral() {
        connection.encode(true, false);
        for (int i = 0; i < 1200; i++) {
            command(Command.SEND_MSG);
        }
        byte[] stream = flushed();
        assertThat(frames(stream))
                .containsExactly("1 0 1 546 65520", "1 547 1 546 65520", "1 1094 1 105 12600");
        assertThat(read(stream)).hasSize(1200).contains("1 1199 0");
    }

    @Test
    void whatWasWrittenDoesNotKnowHowItTravelled() {
        connection.encode(true, true);
        ProxyHeader first = Frames.header(Command.SEND_MSG, 1, 0).flags(ProxyHeader.FLAG_ROUTING);
        ProxyHeader data = Frames.header(Command.COPYIN_DATA, 2, 0).vBytes(4000);
        byte[] before = first.array().clone();
        byte[] text = text(4000, 1);
        Payload payload = payloads.of(Unpooled.directBuffer().writeBytes(text));

        connection.write(first, Payload.EMPTY);
        connection.write(first, Payload.EMPTY);
        connection.write(data, payload.retain());
        flushed();

        assertThat(first.array()).isEqualTo(before);
        assertThat(data.flags()).isZero();
        assertThat(payload.length()).isEqualTo(4000);
        // Sent again, as after a cut: the same, in another company.
        connection.write(data, payload);
        connection.write(first, Payload.EMPTY);
        assertThat(read(flushed())).containsExactly("5 2 4000", "1 1 0");
    }

    @Test
    void nothingIsEncodedThatWasNotAgreed() {
        command(Command.SEND_MSG);
        command(Command.SEND_MSG);
        copy(text(4000, 1));
        assertThat(frames(flushed())).containsExactly("1 0 0 0 0", "1 1 0 0 0", "5 2 0 0 4000");
        assertThat(lz4.fed()).isZero();
    }

    @Test
    void copyDataIsCompressedWhereThatIsShorter() {
        connection.encode(false, true);
        copy(text(65_536, 1));
        copy(text(300, 1));
        copy(noise(1000, 1));
        byte[] stream = flushed();
        List<String> frames = frames(stream);
        assertThat(frames.get(0)).startsWith("5 0 2 0 ");
        assertThat(frames.get(1)).startsWith("5 1 2 0 ");
        assertThat(frames.get(2)).isEqualTo("5 2 0 0 1000");
        assertThat(stream.length).isLessThan(66_836 / 2);
        assertThat(read(stream)).containsExactly("5 0 65536", "5 1 300", "5 2 1000");
    }

    @Test
    void theCoresOwnBytesAreCompressedToo() {
        connection.encode(false, true);
        ProxyHeader header = Frames.header(Command.COPYIN_RQST, 0, 0).vBytes(2000);
        connection.write(header, new BytesPayload(text(2000, 1)));
        assertThat(frames(flushed()).get(0)).startsWith("9 0 2 0 ");
    }

    @Test
    void tooLittleIsNotWorthIt() {
        connection.encode(false, true);
        copy(new byte[255]);
        assertThat(frames(flushed())).containsExactly("5 0 0 0 255");
        assertThat(lz4.fed()).isZero();
    }

    @Test
    void aBatchIsCompressedAsAWhole() {
        connection.encode(true, true);
        for (int i = 0; i < 100; i++) {
            command(Command.SEND_MSG);
        }
        byte[] stream = flushed();
        assertThat(frames(stream).get(0)).startsWith("1 0 3 99 ");
        assertThat(stream.length).isLessThan(100 * ProxyHeader.BYTES / 4);
        assertThat(read(stream)).hasSize(100).startsWith("1 0 0", "1 1 0").endsWith("1 99 0");
    }

    /** "Incompressible data is recognised cheaply": by what the compressor was given. */
    @Test
    void incompressibleCopiesCostTheCompressorNextToNothing() {
        connection.encode(false, true);
        for (int i = 0; i < 1000; i++) {
            copy(noise(65_536, i));
            flushed();
        }
        assertThat(lz4.fed()).isLessThan(1000 * 65_536L / 400);
    }

    @Test
    void compressibleDataIsFoundAgainBehindIncompressible() {
        connection.encode(false, true);
        for (int i = 0; i < 100; i++) {
            copy(noise(65_536, i));
            flushed();
        }
        int plain = 0;
        for (int i = 0; i < 100; i++) {
            copy(text(65_536, i));
            plain += frames(flushed()).get(0).endsWith(" 65536") ? 1 : 0;
        }
        assertThat(plain).isLessThanOrEqualTo(WorthCompressing.LONGEST);
    }

    @Test
    void whatIsHeldBackLeavesBeforeAClose() {
        connection.encode(true, false);
        command(Command.SEND_MSG);
        command(Command.SEND_MSG);
        command(Command.GOODBYE);
        connection.close("test");
        assertThat(frames(flushed())).containsExactly("1 0 1 1 120", "18 2 0 0 0");
    }

    @Test
    void whatIsHeldBackDiesWithTheConnection() {
        connection.encode(true, false);
        command(Command.SEND_MSG);
        command(Command.SEND_MSG);
        channel.close().syncUninterruptibly();
        channel.runPendingTasks();
        command(Command.SEND_MSG);
        assertThat(channel.outboundMessages()).isEmpty();
    }
}
