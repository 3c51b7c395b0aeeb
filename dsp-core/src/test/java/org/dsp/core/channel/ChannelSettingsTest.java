package org.dsp.core.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ChannelSettingsTest {
    private static final long MS = 1_000_000L;

    private static ChannelSettings settings(
            int node, long incarnation, int commands, int bytes, long hello, long min, long max) {
        return new ChannelSettings(
                node, incarnation, 0, commands, bytes, hello, 10 * MS, 5000 * MS, min, max, 0, 0);
    }

    @Test
    void whatIsOutOfRangeIsRefusedByNameAndRange() {
        refused("node id 500; allowed 0…499", 500, 1, 1, 65_536, MS, MS, MS);
        refused("incarnation 0; allowed: anything else", 1, 0, 1, 65_536, MS, MS, MS);
        refused("window in commands 0; allowed 1…1048576", 1, 1, 0, 65_536, MS, MS, MS);
        refused("window in bytes 65535; allowed 65536…1073741824", 1, 1, 1, 65_535, MS, MS, MS);
        refused("HELLO period in ns 0; allowed 1000000…", 1, 1, 1, 65_536, 0, MS, MS);
        refused("shortest back-off in ns 0; allowed 1000000…", 1, 1, 1, 65_536, MS, 0, MS);
        refused("longest back-off in ns 1; allowed 1000000…", 1, 1, 1, 65_536, MS, MS, 1);
        assertThat(settings(0, 1, 1, 65_536, MS, MS, MS).localNode()).isZero();
    }

    private static void refused(
            String why,
            int node,
            long incarnation,
            int commands,
            int bytes,
            long hello,
            long min,
            long max) {
        assertThatThrownBy(() -> settings(node, incarnation, commands, bytes, hello, min, max))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(why);
    }
}
