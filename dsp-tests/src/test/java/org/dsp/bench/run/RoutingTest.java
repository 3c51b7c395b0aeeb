package org.dsp.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.dsp.bench.router.RouterLoad;
import org.junit.jupiter.api.Test;

class RoutingTest {
    @Test
    void theProgramsLineGivesEachNumberAndTheWorstOfThem() {
        Figure out = new Figure("out", "ns", "ns");
        Figure in = new Figure("in", "ns", "ns");
        Figure slowest = new Figure("slowest", "ns", "ns");
        Figure garbage = new Figure("garbage", "bytes", "bytes");
        Routing.Summary summary =
                new Routing.Summary(Map.of("out", out, "in", in), slowest, garbage);

        Map<Figure, Double> values =
                summary.parsed(RouterLoad.DONE + " in=30.5 in.bytes=0.5 out=12.0 out.bytes=16.0");

        assertThat(values).isEqualTo(Map.of(out, 12.0, in, 30.5, slowest, 30.5, garbage, 16.0));
        assertThat(summary.figures()).containsExactlyInAnyOrder(out, in, slowest, garbage);
    }

    @Test
    void theBoundOfGarbageToleratesNoObject() {
        Bound bound =
                Bound.all().stream()
                        .filter(each -> each.name().equals("route.garbage.bytes"))
                        .findFirst()
                        .orElseThrow();

        assertThat(List.of(bound.holds(0.0001), bound.holds(16))).containsExactly(true, false);
    }
}
