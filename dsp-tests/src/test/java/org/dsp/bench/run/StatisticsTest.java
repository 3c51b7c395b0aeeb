package org.dsp.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    private static final Figure P50 = new Figure("rtt1.p50", "us", "p50 µs");
    private static final Row ROW =
            new Row(
                    "rtt1",
                    "one client",
                    List.of(P50),
                    List.of(
                            new Contender(Sides.DSP, length -> Map.of()),
                            new Contender(Sides.RELAY, length -> Map.of())));

    @Test
    void theMedianIsTheMiddleOneOrTheMeanOfTheTwoInTheMiddle() {
        assertThat(new Sample(List.of(9.0, 1.0, 2.0)).median()).isEqualTo(2.0);
        assertThat(new Sample(List.of(4.0, 1.0, 2.0, 9.0)).median()).isEqualTo(3.0);
        assertThat(new Sample(List.of(9.0, 1.0, 2.0)).min()).isEqualTo(1.0);
        assertThat(new Sample(List.of(9.0, 1.0, 2.0)).max()).isEqualTo(9.0);
    }

    @Test
    void aPercentileIsTheSmallestValueThatSoManyDoNotExceed() {
        Sample hundred =
                new Sample(IntStream.rangeClosed(1, 100).asDoubleStream().boxed().toList());

        assertThat(hundred.percentile(50)).isEqualTo(50.0);
        assertThat(hundred.percentile(99)).isEqualTo(99.0);
        assertThat(hundred.percentile(100)).isEqualTo(100.0);
        assertThat(new Sample(List.of(9.0, 1.0, 2.0)).percentile(99)).isEqualTo(9.0);
        assertThat(new Sample(List.of(9.0, 1.0, 2.0)).percentile(1)).isEqualTo(1.0);
    }

    @Test
    void aRatioIsTakenWithinARoundSoThatASlowRoundOfBothChangesNothing() {
        RowResult result = rounds(List.of(10.0, 100.0, 20.0), List.of(5.0, 50.0, 10.0));

        Sample ratio = result.ratio(Sides.RELAY, P50);

        assertThat(ratio.values()).containsExactly(2.0, 2.0, 2.0);
    }

    @Test
    void resultsAreOneFlatJsonObjectOfNumbers() {
        Results results = new Results();
        results.add("machine.cores", 2);
        results.add(rounds(List.of(10.0, 30.0, 20.0), List.of(10.0, 10.0, 10.0)));

        assertThat(results.toJson())
                .startsWith("{\n  \"machine.cores\": 2.00000,\n")
                .contains("\n  \"rtt1.p50.us\": 20.0000,\n")
                .contains("\n  \"rtt1.p50.us.max\": 30.0000,\n")
                .contains("\n  \"relay.rtt1.p50.us\": 10.0000,\n")
                .contains("\n  \"rtt1.p50.vs_relay\": 2.00000,\n")
                .endsWith("\n  \"rtt1.p50.vs_relay.max\": 3.00000\n}\n");
    }

    @Test
    void aRoundWithoutARoundTripIsAnErrorAndNoResult() {
        assertThatThrownBy(() -> new Results().add("cpu1.s_per_million", 1.0 / 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cpu1.s_per_million is Infinity");
    }

    @Test
    void theTableShowsMedianAndSpreadOfEachSideAndOfTheRatio() {
        Table table = new Table(List.of("cores    2"));
        table.add(rounds(List.of(10.0, 30.0, 20.0), List.of(10.0, 10.0, 10.0)));

        assertThat(table.text())
                .startsWith("cores    2\n\nrtt1: one client\n")
                .contains("20.00 (10.00…30.00)")
                .contains("10.00 (10.00…10.00)")
                .contains("2.00 (1.00…3.00)");
    }

    @Test
    void fewerThanFiveRoundsAreNoMeasurement() {
        assertThatThrownBy(() -> new Plan(4, Duration.ofSeconds(1), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("allowed 5 or more");
    }

    private static RowResult rounds(List<Double> dsp, List<Double> relay) {
        return new RowResult(ROW, Map.of(Sides.DSP, figures(dsp), Sides.RELAY, figures(relay)));
    }

    private static List<Map<Figure, Double>> figures(List<Double> values) {
        return values.stream().map(value -> Map.of(P50, value)).toList();
    }
}
