package org.dsp.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.dsp.harness.HarnessException;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private static final List<Row> ALL =
            List.of(
                    row("direct", "unix", "tcp"),
                    row("rtt1", Sides.DSP, "haproxy", "relay"),
                    row("copy", Sides.DSP, "haproxy"));

    @Test
    void withoutNamesEverythingIsMeasured() {
        assertThat(new Selection(Set.of(), Set.of()).of(ALL)).isEqualTo(ALL);
    }

    @Test
    void rowsAreChosenByTheirKeysAndStayInOrder() {
        assertThat(new Selection(Set.of("copy", "direct"), Set.of()).of(ALL))
                .extracting(Row::key)
                .containsExactly("direct", "copy");
    }

    @Test
    void sidesAreChosenWhereDspIsComparedAndNowhereElse() {
        List<Row> chosen = new Selection(Set.of(), Set.of("relay")).of(ALL);

        assertThat(chosen.get(0).others()).containsExactly("tcp");
        assertThat(chosen.get(1).others()).containsExactly("relay");
        assertThat(chosen.get(2).others()).isEmpty();
        assertThat(Selection.contenders(chosen)).containsExactly("unix", "tcp", Sides.DSP, "relay");
    }

    @Test
    void anUnknownNameIsAnErrorThatSaysWhatIsAllowed() {
        assertThatThrownBy(() -> new Selection(Set.of("rtt2"), Set.of()).of(ALL))
                .isInstanceOf(HarnessException.class)
                .hasMessage("no row rtt2; allowed: direct, rtt1, copy");
        assertThatThrownBy(() -> new Selection(Set.of(), Set.of("envoy")).of(ALL))
                .isInstanceOf(HarnessException.class)
                .hasMessage("no side envoy; allowed: haproxy, relay");
    }

    private static Row row(String key, String... contenders) {
        return new Row(
                key,
                key,
                List.of(),
                Stream.of(contenders).map(name -> new Contender(name, any -> Map.of())).toList());
    }
}
