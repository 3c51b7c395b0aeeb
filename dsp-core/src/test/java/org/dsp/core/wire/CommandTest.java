package org.dsp.core.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class CommandTest {
    @Test
    void onlyCopyDataCarriesAPayload() {
        assertThat(codes(Command::carriesPayload))
                .containsExactly(Command.COPYIN_DATA, Command.COPYIN_RQST, Command.COPYOUT_DATA);
    }

    @Test
    void onlyFramesBetweenChannelsAreControl() {
        assertThat(codes(Command::isControl))
                .containsExactly(
                        Command.NONE,
                        Command.JOIN,
                        Command.WINDOW_ACK,
                        Command.REJECT,
                        Command.GOODBYE,
                        Command.JOIN_ACK);
    }

    @Test
    void everyCommandButControlHasARoutingExtension() {
        for (int code : codes(Command::isKnown)) {
            assertThat(Command.routing(code) == Command.Routing.NONE)
                    .as(Command.name(code))
                    .isEqualTo(Command.isControl(code));
        }
        assertThat(Command.routing(Command.CANCEL)).isEqualTo(Command.Routing.MESSAGE);
        assertThat(Command.routing(Command.COPYRMT_ACK)).isEqualTo(Command.Routing.COPY);
    }

    @Test
    void namesAreDistinctAndUnknownCodesSayso() {
        Set<Integer> known = codes(Command::isKnown);
        TreeSet<String> names = new TreeSet<>();
        known.forEach(code -> names.add(Command.name(code)));
        assertThat(names).hasSameSizeAs(known);
        int[] unknown = {
            Command.SHUTDOWN,
            12,
            13,
            14,
            15,
            24,
            0x2000,
            0x2009,
            0x2010,
            0x2017,
            0x4001,
            -1,
            Integer.MIN_VALUE,
            Integer.MAX_VALUE,
            Integer.MIN_VALUE | 3
        };
        for (int code : unknown) {
            assertThat(Command.isKnown(code)).as("0x%x", code).isFalse();
            assertThat(Command.carriesPayload(code)).isFalse();
            assertThat(Command.isControl(code)).isFalse();
            assertThat(Command.name(code)).isEqualTo("unknown");
        }
    }

    private static Set<Integer> codes(IntPredicate of) {
        TreeSet<Integer> codes = new TreeSet<>();
        for (int code = -0x4000; code < 0x8000; code++) {
            if (of.test(code)) {
                codes.add(code);
            }
        }
        return codes;
    }
}
