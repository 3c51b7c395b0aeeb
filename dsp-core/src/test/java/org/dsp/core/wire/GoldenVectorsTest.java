package org.dsp.core.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The files of {@code docs/wire} and this code say the same. */
class GoldenVectorsTest {
    @Test
    void everyFileIsAFrameThatTheAccessorsMake() {
        Map<String, byte[]> files = WireFiles.valid();
        Map<String, byte[]> made = GoldenFrames.all();
        assertThat(files.keySet()).isEqualTo(made.keySet());
        HexFormat hex = HexFormat.of();
        for (String name : files.keySet()) {
            assertThat(hex.formatHex(made.get(name)))
                    .as(name)
                    .isEqualTo(hex.formatHex(files.get(name)));
        }
    }

    @Test
    void everyKnownCommandHasAFile() {
        TreeSet<Integer> seen = new TreeSet<>();
        for (byte[] frame : WireFiles.valid().values()) {
            seen.add(headerOf(frame).cmd());
        }
        TreeSet<Integer> known = new TreeSet<>();
        for (int code = 0; code < 0x3000; code++) {
            if (Command.isKnown(code)) {
                known.add(code);
            }
        }
        assertThat(seen).isEqualTo(known);
    }

    @Test
    void everyFileIsExplainedOnThePage() throws IOException {
        String page = Files.readString(WireFiles.FOLDER.resolve("frames.md"));
        for (String name : WireFiles.valid().keySet()) {
            assertThat(page).contains("`" + name + ".hex`");
        }
        for (String name : WireFiles.malformed().keySet()) {
            assertThat(page).contains("`malformed/" + name + ".hex`");
        }
    }

    @Test
    void theReaderTakesEveryFileWhole() {
        WireFiles.valid()
                .forEach(
                        (name, bytes) -> {
                            boolean lz4 = headerOf(bytes).has(ProxyHeader.FLAG_LZ4);
                            assertThat(readAll(bytes))
                                    .as(name)
                                    .isEqualTo(lz4 ? FrameError.COMPRESSED : FrameError.NONE);
                        });
    }

    @Test
    void theReaderRefusesEveryMalformedFileForItsReason() {
        Map<String, FrameError> expected = new HashMap<>();
        expected.put("unknown-command", FrameError.UNKNOWN_COMMAND);
        expected.put("shutdown", FrameError.UNKNOWN_COMMAND);
        expected.put("length-negative", FrameError.LENGTH_RANGE);
        expected.put("length-too-large", FrameError.LENGTH_RANGE);
        expected.put("length-without-payload", FrameError.LENGTH_WITHOUT_PAYLOAD);
        expected.put("batch-too-large", FrameError.BATCH_RANGE);
        expected.put("batch-without-flag", FrameError.BATCH_WITHOUT_FLAG);
        expected.put("batch-length", FrameError.BATCH_LENGTH);
        expected.put("batch-on-copy", FrameError.BATCH_COMMAND);
        expected.put("batch-on-control", FrameError.BATCH_COMMAND);
        expected.put("batch-inner-control", FrameError.BATCH_INNER);
        expected.put("batch-inner-batch", FrameError.BATCH_INNER);
        expected.put("batch-inner-length", FrameError.BATCH_INNER);
        Map<String, FrameError> found = new HashMap<>();
        WireFiles.malformed().forEach((name, bytes) -> found.put(name, readAll(bytes)));
        assertThat(found).isEqualTo(expected);
    }

    /** Facts §8.5: the values that the layout was computed from. */
    @Test
    void theNotesMessageReadsAsItsLogSays() {
        ProxyHeader header = headerOf(WireFiles.valid().get("note-sndrec-second-run"));
        assertThat(HeaderText.of(header))
                .isEqualTo(
                        "cmd=CMD_SNDREC_MSG(0x3) dcid=0 src=50 dst=10 snode=1 dnode=2 rcode=0"
                                + " len=0 pid=684 c_batch_nr=0 c_flags=0x4 c_snd_seq=0 c_ack_seq=0"
                                + " c_timestamp=1658010087.357180090 m_source=50 m_type=10");
        assertThat(header.intAt(ProxyHeader.MESSAGE + 8 + 8)).isEqualTo(3);
        assertThat(header.intAt(ProxyHeader.MESSAGE + 8 + 12)).isEqualTo(4);
    }

    static ProxyHeader headerOf(byte[] frame) {
        ProxyHeader header = new ProxyHeader();
        HeaderCodec.read(Unpooled.wrappedBuffer(frame), header);
        return header;
    }

    private static FrameError readAll(byte[] bytes) {
        ByteBuf in = Unpooled.copiedBuffer(Arrays.copyOf(bytes, bytes.length));
        FrameReader reader = new FrameReader();
        FrameReader.Next next = FrameReader.Next.FRAME;
        while (next == FrameReader.Next.FRAME && in.isReadable()) {
            next = reader.next(in);
            reader.takePayload().release();
        }
        if (next == FrameReader.Next.FRAME) {
            assertThat(in.readableBytes()).isZero();
        }
        in.release();
        return reader.error();
    }
}
