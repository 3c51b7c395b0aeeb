package org.dsp.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dsp.config.Reading.lines;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dsp.core.config.ClusterConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is wrong in a configuration, what is said, in both forms. The table is a file: cases of a
 * {@code .cfg} text, the same as YAML, and the messages with {@code LINE:COLUMN} of each.
 */
class ClusterRulesTest {
    static Stream<Arguments> cases() {
        List<Arguments> cases = new ArrayList<>();
        for (String text : Reading.resource("cluster-rules.txt").split("(?m)^==== ", -1)) {
            if (!text.startsWith("#")) {
                String[] parts = text.split("(?m)^----.*\n", -1);
                String title = parts[0].strip();
                cases.add(Arguments.of(title + " (cfg)", "c.cfg", parts[1], parts[2]));
                cases.add(Arguments.of(title + " (yaml)", "c.yaml", parts[3], parts[4]));
            }
        }
        return cases.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void isSaid(String title, String name, String text, String expected) {
        Parsed<ClusterConfig> parsed = ClusterFile.parse(name, text);
        List<String> said = new ArrayList<>(lines(parsed.errors()));
        lines(parsed.warnings()).forEach(line -> said.add("warning " + line));

        assertThat(String.join("\n", said)).isEqualTo(expected.strip());
    }
}
