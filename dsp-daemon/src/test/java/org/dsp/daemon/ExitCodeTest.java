package org.dsp.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ExitCodeTest {
    private static final Pattern ROW = Pattern.compile("\\| (\\d+) \\| .+ \\|");

    @Test
    void eachHasAStatusOfItsOwn() {
        assertThat(Arrays.stream(ExitCode.values()).map(code -> code.status))
                .doesNotHaveDuplicates();
    }

    @Test
    void theTableForOperatorsHasEachAndNoOther() throws Exception {
        List<String> page = Files.readAllLines(Path.of("..", "docs", "exit-codes.md"));
        List<Integer> rows =
                page.stream()
                        .takeWhile(line -> !line.startsWith("| programs"))
                        .map(ROW::matcher)
                        .filter(Matcher::matches)
                        .map(row -> Integer.valueOf(row.group(1)))
                        .toList();

        assertThat(rows)
                .containsExactlyElementsOf(
                        Arrays.stream(ExitCode.values()).map(code -> code.status).toList());
    }
}
