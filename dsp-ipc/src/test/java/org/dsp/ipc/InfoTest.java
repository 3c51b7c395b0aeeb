package org.dsp.ipc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InfoTest {
    @Test
    void aNodeIsReadFromItsLines() {
        String lines =
                """
                node=2
                name=node2
                flags=E
                proxy=4
                pxsent=10
                pxrcvd=5000000000
                channel_sent=7
                channel_rcvd=8
                containers=0,3
                version=1=2
                """;
        assertThat(NodeInfo.parse(lines))
                .isEqualTo(
                        new NodeInfo(
                                2,
                                "node2",
                                14,
                                4,
                                10,
                                5_000_000_000L,
                                7,
                                8,
                                List.of(0, 3),
                                Map.of("version", "1=2")));
    }

    @Test
    void aProcessIsReadFromItsLines() {
        String lines =
                """
                dcid=0
                endpoint=-2
                node=1
                pid=720
                generation=3
                flags=1000
                misc=20
                getfrom=31438
                sendto=27342
                name=latency_server
                lsnt=1
                rsnt=2
                lcopy=3
                rcopy=4
                uid=0
                """;
        assertThat(ProcInfo.parse(lines))
                .isEqualTo(
                        new ProcInfo(
                                0,
                                -2,
                                1,
                                720,
                                3,
                                0x1000,
                                0x20,
                                31438,
                                27342,
                                "latency_server",
                                1,
                                2,
                                3,
                                4,
                                Map.of("uid", "0")));
    }

    @Test
    void aKeyThatIsNotThereHasAValueThatSaysNothing() {
        assertThat(NodeInfo.parse(""))
                .isEqualTo(new NodeInfo(-1, "", 0, -1, 0, 0, 0, 0, List.of(), Map.of()));
        assertThat(ProcInfo.parse("").getFrom()).isEqualTo(Endpoints.NONE);
    }

    @Test
    void whatCannotBeReadIsNamed() {
        assertThatThrownBy(() -> NodeInfo.parse("node=1\noops\n"))
                .hasMessageContaining("the line \"oops\" is not key=value");
        assertThatThrownBy(() -> NodeInfo.parse("node=x\n"))
                .hasMessageContaining("node=x is not a number");
        assertThatThrownBy(() -> NodeInfo.parse("node=99999999999\n"))
                .hasMessageContaining("node=99999999999 is out of range");
        assertThatThrownBy(() -> NodeInfo.parse("containers=1,,2\n"))
                .hasMessageContaining("containers=1,,2 is not a list of numbers");
        assertThatThrownBy(() -> ProcInfo.parse("flags=fffffffff\n"))
                .isInstanceOfSatisfying(
                        DvkException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.EDVSBADVALUE));
    }
}
