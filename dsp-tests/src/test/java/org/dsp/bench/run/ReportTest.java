package org.dsp.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.dsp.harness.HarnessException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class ReportTest {
    private static final Figure RATE = new Figure("copy", "mbps", "MB/s");
    private static final Row ROW =
            new Row(
                    "copy",
                    "memory to memory",
                    List.of(RATE),
                    List.of(
                            new Contender(Sides.DSP, length -> Map.of()),
                            new Contender("haproxy", length -> Map.of())));

    @Test
    void aBoundHoldsUpToItsLimitAndNotBeyond() {
        Bound atMost = new Bound("a", true, 1.3, "");
        Bound atLeast = new Bound("b", false, 0.7, "");

        assertThat(atMost.holds(1.3)).isTrue();
        assertThat(atMost.holds(1.31)).isFalse();
        assertThat(atLeast.holds(0.7)).isTrue();
        assertThat(atLeast.holds(0.69)).isFalse();
        assertThat(atMost.text()).isEqualTo("≤ 1.30");
        assertThat(atLeast.text()).isEqualTo("≥ 0.70");
    }

    @Test
    void theTableSaysOfEachBoundWhetherItHoldsAndWhichWereNotMeasured() {
        assertThat(Bound.report(run(600, 1000)))
                .anyMatch(line -> line.matches(" *copy.vs_haproxy +≥ 0.70 +0.60 +does not hold"))
                .anyMatch(line -> line.matches(" *rtt1.p50.vs_haproxy +≤ 1.00 +- +not measured"));
        assertThat(Bound.report(run(800, 1000)))
                .anyMatch(line -> line.matches(" *copy.vs_haproxy +≥ 0.70 +0.80 +holds"));
    }

    @Test
    void severalRunsAreTheMedianOfTheirMediansAndTheEndsOfAllSpreads() {
        Results merged = Results.merged(List.of(run(600, 1000), run(900, 1000), run(800, 1000)));

        assertThat(merged.get("copy.vs_haproxy")).contains(0.8);
        assertThat(merged.spread("copy.vs_haproxy")).contains(new Results.Spread(0.8, 0.6, 0.9));
    }

    @Test
    void theMarkdownHasTheBoundsByRunAndTheMediansOfAll() {
        Report report =
                new Report(
                        List.of("cores    2"),
                        List.of(ROW),
                        List.of(run(600, 1000), run(900, 1000), run(800, 1000)));

        assertThat(report.markdown())
                .startsWith("```text\ncores    2\n```\n")
                .contains("| name | what | bound | run 1 | run 2 | run 3 | |\n|---|---|---|---:|")
                .contains(
                        "| `copy.vs_haproxy` | vcopy, MB/s | ≥ 0.70 | 0.60 | 0.90 | 0.80 | holds"
                                + " in 2 of 3 |\n")
                .contains("| | dsp | haproxy | dsp / haproxy |\n|---|---:|---:|---:|\n")
                .contains("| MB/s | 800.00 | 1000 | 0.80 |\n");
    }

    @Test
    void resultsReplaceWhatIsBetweenTheMarksOfADocumentAndNothingElse() {
        String before =
                """
                # Title
                <!-- results: written by bench.sh -->
                old
                <!-- end of results -->
                the rest
                """;

        String after = Chapter.replaced(before, "new\n");

        assertThat(after)
                .startsWith("# Title\n<!-- results: written by bench.sh -->\n\nnew\n")
                .endsWith("\n<!-- end of results -->\nthe rest\n")
                .doesNotContain("old");
        assertThat(Chapter.replaced(after, "new\n")).isEqualTo(after);
        assertThatThrownBy(() -> Chapter.replaced("# Title\n", "new"))
                .isInstanceOf(HarnessException.class)
                .hasMessageContaining("<!-- end of results -->");
    }

    @Test
    void thePictureIsXmlWithALaneForEachRatioThatWasMeasured() throws Exception {
        String svg = Plot.svg(run(600, 1000));

        Document document =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(svg).contains(">bulk copy: MB/s<").contains("copy.vs_haproxy: 0.60");
        assertThat(svg).doesNotContain("1 client: p50");
    }

    @Test
    void aRatioBeyondTheScaleStaysInsideThePicture() {
        String svg = Plot.svg(run(1000, 1));

        assertThat(svg).contains("copy.vs_haproxy: 1000").contains("cx=\"830.0\"");
    }

    private static Results run(double dsp, double haproxy) {
        Results results = new Results();
        results.add(
                new RowResult(
                        ROW,
                        Map.of(
                                Sides.DSP,
                                List.of(Map.of(RATE, dsp)),
                                "haproxy",
                                List.of(Map.of(RATE, haproxy)))));
        return results;
    }
}
