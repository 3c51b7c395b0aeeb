package org.dsp.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.dsp.harness.Repository;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The rows, of which none starts anything before it is measured. */
class RowsTest {
    private static final List<Row> ROWS =
            new Rows(
                            new Starter(
                                    new Processes(),
                                    Pinning.of(List.of(0), false),
                                    Path.of("target", "none")),
                            1)
                    .all();

    @Test
    void everyBoundIsMeasuredBySomeRow() {
        Set<String> names = new HashSet<>();
        for (Row row : ROWS) {
            for (Figure figure : row.figures()) {
                names.add(figure.name());
                row.others().forEach(other -> names.add(figure.ratioTo(other)));
            }
        }

        assertThat(names).containsAll(Bound.all().stream().map(Bound::name).toList());
    }

    @Test
    void noTwoRowsGiveANumberOfTheSameName() {
        List<String> names =
                ROWS.stream().flatMap(row -> row.figures().stream()).map(Figure::name).toList();

        assertThat(names).doesNotHaveDuplicates();
    }

    @Test
    void theHelpAndTheDocumentNameEveryRow() throws IOException {
        String help = new CommandLine(new Benchmark()).getUsageMessage();
        String document =
                Files.readString(
                        Repository.root().resolve("docs").resolve("benchmarks.md"),
                        StandardCharsets.UTF_8);

        for (Row row : ROWS) {
            assertThat(help).contains(row.key());
            assertThat(document).contains("| `" + row.key() + "` |");
        }
    }
}
