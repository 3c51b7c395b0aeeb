package org.dsp.core.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeaderTextTest {
    private static String text(String golden) {
        return HeaderText.of(GoldenVectorsTest.headerOf(GoldenFrames.all().get(golden)));
    }

    @Test
    void aRoutedMessageShowsItsExtension() {
        assertThat(text("sndrec-msg-routed"))
                .endsWith(
                        " m_source=50 m_type=10 session=0x100000005 request=77 remaining=30000"
                                + " src_gen=5 dst_gen=0");
    }

    @Test
    void aRoutedCopyShowsAddressesAndExtension() {
        assertThat(text("copyin-data-routed"))
                .contains(" v_src=21 v_dst=50 v_rqtr=21 v_saddr=0x1000 v_daddr=0x2000 v_bytes=16")
                .endsWith(
                        " session=0x100000005 copy=31 src_request=31 src_gen=9 dst_request=77"
                                + " dst_gen=5 dst_node=1 rqtr_node=2");
    }

    @Test
    void joinShowsBothHalvesOfTheLinkEpoch() {
        assertThat(text("join"))
                .contains(" mine=0x1122334455667788/3 yours=0x99aabbccddeeff00/7")
                .endsWith(" number=5 hello_ms=1000 window_commands=1024 window_bytes=4194304");
        assertThat(text("join-ack-stale")).endsWith(" result=\"stale link epoch\"");
    }

    @Test
    void sequencesAreUnsignedAndAnUnknownCommandIsShownAsItIs() {
        ProxyHeader header = new ProxyHeader().cmd(0x4001).sndSeq(-1).tsNsec(5);
        assertThat(HeaderText.of(header))
                .startsWith("cmd=unknown(0x4001) ")
                .contains(" c_snd_seq=4294967295 ", " c_timestamp=0.000000005");
    }
}
