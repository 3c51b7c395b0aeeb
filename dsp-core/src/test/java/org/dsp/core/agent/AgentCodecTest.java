package org.dsp.core.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.dsp.core.agent.AgentMessage.Kind;
import org.junit.jupiter.api.Test;

class AgentCodecTest {
    @Provide
    Arbitrary<AgentMessage> messages() {
        return Messages.any();
    }

    private static AgentMessage decode(byte[] bytes) {
        return AgentCodec.decode(bytes, 0, bytes.length);
    }

    @Property(tries = 2000)
    void whatIsWrittenIsReadAgain(@ForAll("messages") AgentMessage message) {
        byte[] bytes = AgentCodec.encode(message);

        assertThat(decode(bytes)).isEqualTo(message);
        assertThat(AgentCodec.encode(decode(bytes))).isEqualTo(bytes);
    }

    @Property(tries = 500)
    void itStandsAnywhereInAnArray(@ForAll("messages") AgentMessage message) {
        byte[] bytes = AgentCodec.encode(message);
        byte[] around = new byte[bytes.length + 20];
        Arrays.fill(around, (byte) 0xaa);
        System.arraycopy(bytes, 0, around, 7, bytes.length);

        assertThat(AgentCodec.decode(around, 7, bytes.length)).isEqualTo(message);
    }

    @Property(tries = 500)
    void aPartOfAMessageIsNone(@ForAll("messages") AgentMessage message) {
        byte[] bytes = AgentCodec.encode(message);
        for (int length = 0; length < bytes.length; length += 1 + bytes.length / 50) {
            int part = length;
            assertThatExceptionOfType(AgentFormatException.class)
                    .isThrownBy(() -> AgentCodec.decode(bytes, 0, part));
        }
    }

    @Property(tries = 200)
    void nothingMayFollow(@ForAll("messages") AgentMessage message) {
        byte[] bytes = AgentCodec.encode(message);

        assertThatExceptionOfType(AgentFormatException.class)
                .isThrownBy(() -> decode(Arrays.copyOf(bytes, bytes.length + 1)));
    }

    @Test
    void thereIsASampleOfEachKind() {
        assertThat(Messages.samples().stream().map(AgentMessage::kind))
                .containsExactlyInAnyOrderElementsOf(EnumSet.allOf(Kind.class));
    }

    @Test
    void theLayoutIsTheDocumentedOne() {
        assertThat(hex(new SessionMessage.SessionClose(0x77, 2, 5)))
                .isEqualTo("0110" + "0000000000000077" + "0000000000000002" + "0000000000000005");
        assertThat(hex(new ConfigMessage.AckConfig(new ConfigEpoch(1, 2, 3), AgentState.SERVER)))
                .isEqualTo(
                        "0105"
                                + "0000000000000001"
                                + "0000000000000002"
                                + "0000000000000003"
                                + "02");
        assertThat(
                        hex(
                                new StatusMessage.PutLoadLevel(
                                        AgentMessage.Result.OK,
                                        1,
                                        List.of(new NodeLoad(7, Load.UNKNOWN)))))
                .isEqualTo(
                        "010b"
                                + "00"
                                + "0000000000000001"
                                + "00000001"
                                + "0007"
                                + "04"
                                + "ff"
                                + "ffffffffffffffff");
        assertThat(
                        hex(
                                new MembershipMessage.Probe(
                                        new Announcement(7, "n", "hé", 3007, 1, 2), true)))
                .isEqualTo(
                        "0114"
                                + "0007"
                                + "00000001"
                                + "6e"
                                + "00000003"
                                + "68c3a9"
                                + "0bbf"
                                + "0000000000000001"
                                + "0000000000000002"
                                + "01");
    }

    private static String hex(AgentMessage message) {
        return HexFormat.of().formatHex(AgentCodec.encode(message));
    }

    @Test
    void aSessionTakesFewBytes() {
        byte[] one = AgentCodec.encode(new SessionMessage.SessionOpen(1, 2, Sessions.of(1, 2, 3)));

        assertThat(one).hasSize(2 + 16 + 48);
    }

    @Test
    void anotherVersionOrKindIsNamed() {
        assertThatExceptionOfType(AgentFormatException.class)
                .isThrownBy(() -> decode(new byte[] {2, 2}))
                .withMessage("version 2; allowed 1");
        assertThatExceptionOfType(AgentFormatException.class)
                .isThrownBy(() -> decode(new byte[] {1, 99}))
                .withMessage("message kind 99");
        assertThatExceptionOfType(AgentFormatException.class).isThrownBy(() -> decode(new byte[0]));
    }

    @Test
    void aMessageIsBounded() {
        String text = "x".repeat(Limits.CONFIG);
        ConfigText most = new ConfigText("c.cfg", text);
        byte[] bytes = AgentCodec.encode(new ConfigMessage.Config(StoredConfig.file(most), 1, 2));
        assertThat(bytes.length).isLessThan(Limits.MESSAGE);

        List<String> lines =
                java.util.stream.IntStream.range(0, 1000)
                        .mapToObj(i -> "é".repeat(5000))
                        .collect(Collectors.toList());
        ConfigResult result =
                new ConfigResult(ConfigResult.Outcome.REFUSED, ConfigEpoch.NONE, lines);
        AgentMessage answer = new ConfigMessage.ConfigAnswer(1, result);
        assertThat(decode(AgentCodec.encode(answer))).isEqualTo(answer);

        assertThatExceptionOfType(AgentFormatException.class)
                .isThrownBy(() -> decode(new byte[Limits.MESSAGE + 1]))
                .withMessageContaining("allowed 1048576");
    }

    @Test
    void aFullChunkFits() {
        List<Session> sessions =
                java.util.stream.IntStream.rangeClosed(1, Limits.CHUNK)
                        .mapToObj(i -> Sessions.of(i, 1, 2))
                        .toList();
        AgentMessage chunk = new SessionMessage.Snapshot(1, 2, 3, 4, 5, false, sessions);

        byte[] bytes = AgentCodec.encode(chunk);

        assertThat(bytes.length).isLessThan(256 << 10);
        assertThat(decode(bytes)).isEqualTo(chunk);
    }

    @Test
    void aMessageThatWouldBeTooLongIsNotWritten() {
        NodeStatus wide =
                new NodeStatus(
                        1,
                        "n".repeat(Limits.NAME),
                        Role.NONE,
                        true,
                        AgentState.CLIENT,
                        Level.FREE,
                        1,
                        1,
                        true,
                        1,
                        1,
                        1,
                        true,
                        "h".repeat(Limits.NAME),
                        1,
                        ConfigEpoch.NONE);
        AgentMessage tooLong =
                new StatusMessage.PutCluster(
                        AgentMessage.Result.INVALID,
                        1,
                        ConfigEpoch.NONE,
                        java.util.Optional.empty(),
                        NodeSet.EMPTY,
                        NodeSet.EMPTY,
                        NodeSet.EMPTY,
                        java.util.Collections.nCopies(600, wide));

        assertThatExceptionOfType(AgentFormatException.class)
                .isThrownBy(() -> AgentCodec.encode(tooLong))
                .withMessageContaining("more than 1048576");
    }
}
