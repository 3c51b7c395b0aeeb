package org.dsp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.dsp.config.ClusterFile;
import org.dsp.core.config.ClusterConfig;
import org.junit.jupiter.api.Test;

class ConfigDiffTest {
    private static final String LB = "lb lb { lowwater 10; ssh_pass \"%s\"; };\n";
    private static final String ONE = "server a { nodeid 1; weight 5; };\n";

    private static ClusterConfig config(String text) {
        return ClusterFile.parse("x.cfg", text).orThrow();
    }

    private static List<String> diff(String before, String after) {
        return ConfigDiff.lines(Optional.of(config(before)), config(after));
    }

    @Test
    void equalConfigurationsChangeNothing() {
        assertThat(diff(ONE, "# another form\nserver a {\n nodeid 1;\n weight 5; };\n")).isEmpty();
    }

    @Test
    void theFirstConfigurationIsAllNew() {
        assertThat(ConfigDiff.lines(Optional.empty(), config(ONE)))
                .contains("+ server a {", "+     nodeid 1;", "+ };")
                .allMatch(line -> line.startsWith("+"));
    }

    @Test
    void blocksComeAndGoAndLinesWithinThemChange() {
        List<String> lines =
                diff(
                        ONE + "server b { nodeid 2; };\n",
                        "server a { nodeid 1; weight 6; };\nserver c { nodeid 3; };\n");

        assertThat(lines)
                .containsSubsequence("- server b {", "-     nodeid 2;", "- };")
                .containsSubsequence("  server a {", "-     weight 5;", "+     weight 6;", "  };")
                .containsSubsequence("+ server c {", "+     nodeid 3;", "+ };")
                .doesNotContain("-     nodeid 1;");
    }

    @Test
    void passwordsAreNeitherShownNorCompared() {
        String first = LB.formatted("secret1") + ONE;

        assertThat(diff(first, LB.formatted("secret2") + ONE)).isEmpty();
        assertThat(diff(first, LB.formatted("secret2") + "server a { nodeid 1; };\n"))
                .noneMatch(line -> line.contains("secret"))
                .anyMatch(line -> line.contains("ssh_pass is neither shown nor compared"));
    }
}
