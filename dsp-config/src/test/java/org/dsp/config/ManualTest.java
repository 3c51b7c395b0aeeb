package org.dsp.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code docs/configuration.md} has a table for each kind of block: its settings, no others. */
class ManualTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`.*?`) \\|");
    private static final Pattern WORD = Pattern.compile("`([a-z_]+)`");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "server|### `server` and `client`",
                "service|### `service`",
                "lb|### `lb`",
                "container|### `container`"
            })
    void itListsTheSettingsOfABlock(String keyword, String heading) throws IOException {
        assertThat(table(heading)).isEqualTo(settings(keyword));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lb|cltname cltdev svrname svrdev",
                "server|nodeid proxyid rport sport rname",
                "client|nodeid proxyid rport sport rname",
            })
    void itListsTheSettingsThatLostTheirMeaning(String keyword, String names) throws IOException {
        Set<String> obsolete = table("### Settings that lost their meaning");
        for (String name : names.split(" ", -1)) {
            var parsed = Reading.cfg("%s x { %s 1; };".formatted(keyword, name));
            boolean warned = !parsed.warnings().isEmpty();

            assertThat(obsolete.contains(name)).as(name).isEqualTo(warned);
        }
        assertThat(obsolete).hasSize(8);
    }

    private static Set<String> table(String heading) throws IOException {
        String manual = Files.readString(Reading.ROOT.resolve("docs/configuration.md"));
        int from = manual.indexOf(heading + "\n");
        assertThat(from).as(heading).isPositive();
        int to = manual.indexOf("\n#", from + 1);
        var names = new TreeSet<String>();
        ROW.matcher(manual.substring(from, to))
                .results()
                .forEach(
                        row ->
                                WORD.matcher(row.group(1))
                                        .results()
                                        .forEach(w -> names.add(w.group(1))));
        return names;
    }

    /** As the error about an unknown setting lists them. */
    private static Set<String> settings(String keyword) {
        String error =
                Reading.cfg(keyword + " x { such 1; };").errors().stream()
                        .map(Diagnostic::allowed)
                        .filter(allowed -> allowed.contains("nodeid") || allowed.contains("dcid"))
                        .findFirst()
                        .orElseThrow();
        return new TreeSet<>(Set.of(error.replace("allowed ", "").split(", ", -1)));
    }
}
