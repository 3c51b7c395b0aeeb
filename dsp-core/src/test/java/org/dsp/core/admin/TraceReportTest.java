package org.dsp.core.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.dsp.core.admin.Value.Fields;
import org.dsp.core.node.FrameTap.Way;
import org.dsp.core.router.ServedAt;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;
import org.junit.jupiter.api.Test;

/** What a trace tells of a frame. */
class TraceReportTest {
    private final ServedAt served = new ServedAt();

    /** The frame that the first note's log shows, with a session. */
    private static ProxyHeader request() {
        ProxyHeader h = new ProxyHeader().cmd(Command.SNDREC_MSG).src(50).dst(10).snode(1);
        h.dnode(2).pid(684).flags(0x2c).tsSec(1_658_010_087).tsNsec(357_180_090);
        h.mSource(50).mType(10).intAt(76, 3).intAt(80, -4);
        return h.session(0xabL).request(-1).remaining(30_000).srcGen(7).dstGen(9);
    }

    @Test
    void aMessageHasItsTypedFields() {
        served.node = 2;
        served.shownNode = 0;
        served.shownEndpoint = 10;

        Fields row = TraceReport.frame(1_658_010_087_357_180L, Way.OUT, 2, request(), served);

        assertThat(row.whole("time_us")).contains(1_658_010_087_357_180L);
        assertThat(row.text("way")).contains("OUT");
        assertThat(row.text("cmd")).contains("CMD_SNDREC_MSG");
        assertThat(row.whole("c_dst")).contains(10L);
        assertThat(row.whole("c_dnode")).contains(2L);
        assertThat(row.texts("flags")).containsExactly("CHECK_HDR", "ROUTING", "OPENS");
        assertThat(row.text("c_timestamp")).contains("1658010087.357180090");
        assertThat(row.text("session")).contains("00000000000000ab");
        assertThat(row.whole("request")).contains(0xFFFF_FFFFL);
        assertThat(row.whole("remaining_ms")).contains(30_000L);
        assertThat(row.whole("m_type")).contains(10L);
        assertThat(row.whole("m1i3")).contains(3L);
        assertThat(row.whole("m1p1")).contains(0xFFFF_FFFCL);
        assertThat(row.get("real_ep")).isEmpty();
        assertThat(row.whole("real_node")).contains(2L);
        assertThat(row.whole("shown_ep")).contains(10L);
        assertThat(row.whole("shown_node")).contains(0L);
        assertThat(row.get("v_bytes")).isEmpty();
    }

    @Test
    void aCopyHasItsPartiesAndAnAckNoMessage() {
        ProxyHeader copy = new ProxyHeader().cmd(Command.COPYIN_DATA).flags(8).len(100);
        copy.copySession(0xcdL).copyId(3).vSrc(50).vDst(21).vBytes(100).vSaddr(-1);

        Fields row = TraceReport.frame(1, Way.IN, 3, copy, served);
        Fields ack = TraceReport.frame(1, Way.IN, 3, request().cmd(Command.SNDREC_ACK), served);

        assertThat(row.text("session")).contains("00000000000000cd");
        assertThat(row.whole("request")).contains(3L);
        assertThat(row.whole("len")).contains(100L);
        assertThat(row.whole("v_dst")).contains(21L);
        assertThat(row.whole("v_saddr")).contains(0xFFFF_FFFFL);
        assertThat(row.get("m_type")).isEmpty();
        assertThat(ack.text("session")).contains("00000000000000ab");
        assertThat(ack.get("m_type")).isEmpty();
    }

    @Test
    void itsFirstAnswerSaysWhatIsTraced() {
        assertThat(TraceReport.begins(4, OptionalLong.of(0xabL)).report().text("tracing"))
                .contains("00000000000000ab");
        assertThat(TraceReport.begins(4, OptionalLong.empty()).report().text("tracing"))
                .contains("all");
    }

    @Property(tries = 500)
    void anyHeaderIsAnAnswerThatTravels(@ForAll Random random) {
        ProxyHeader any = new ProxyHeader();
        random.nextBytes(any.array());
        if (random.nextBoolean()) {
            any.cmd(random.nextInt(24) | (random.nextBoolean() ? Command.ACK : 0));
        }
        Fields row = TraceReport.frame(random.nextLong(), Way.LOOP, 1, any, served);
        AdminAnswer answer = TraceReport.of(List.of(row), 2);

        byte[] bytes = ValueCodec.encode(answer.fields());

        assertThat(ValueCodec.decode(bytes)).isEqualTo(answer.fields());
        assertThat(answer.report().whole(TraceReport.DROPPED)).contains(2L);
    }
}
