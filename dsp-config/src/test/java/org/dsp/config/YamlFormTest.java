package org.dsp.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dsp.config.Reading.clean;
import static org.dsp.config.Reading.lines;
import static org.dsp.config.Reading.yaml;

import java.util.stream.Stream;
import org.dsp.core.config.ClusterConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What only the YAML form can get right or wrong. */
class YamlFormTest {
    private static final ClusterConfig ONE_SERVER =
            clean(Reading.cfg("server node1 { nodeid 1; };"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server: {node1: {nodeid: 1}}",
                "\uFEFFserver:\r\n  node1:\r\n    nodeid: 1\r\n",
                "---\nserver:\n  node1:\n    nodeid: '1'\n...\n",
                "{\"server\": {\"node1\": {\"nodeid\": [1], \"batch\": \"NO\", \"autobind\": yes}}}",
                "server:\n  node1: {nodeid: 1}\nclient:\nservice: {}\n",
                "# c\nserver: # c\n  node1: # c\n    nodeid: 1 # c\n    proto: TCP",
            })
    void allOfTheseAreTheSame(String text) {
        assertThat(clean(yaml(text))).isEqualTo(ONE_SERVER);
    }

    static Stream<Arguments> broken() {
        String rule = "; allowed YAML, a mapping";
        String values = "; allowed setting: value, or setting: [value, value]";
        return Stream.of(
                Arguments.of(
                        "server: [",
                        "1:10: no YAML: expected the node content, but found"
                                + " '<stream end>'"
                                + rule),
                Arguments.of(
                        "\n\tserver:",
                        "2:1: no YAML: found character '\\t(TAB)' that cannot"
                                + " start any token. (Do not use \\t(TAB) for indentation)"
                                + rule),
                Arguments.of("a: *b", "1:4: no YAML: an alias of nothing" + rule),
                Arguments.of("a: 1\n---\nb: 2", "2:1: no YAML: but found another document" + rule),
                Arguments.of("- server", "1:1: no mapping at the top" + rule),
                Arguments.of("server", "1:1: no mapping at the top" + rule),
                Arguments.of("a: b\u0007", "1:5: character U+0007; allowed printable characters"),
                Arguments.of("? [a]\n: b", "1:3: this key is no word; allowed a word"),
                Arguments.of(
                        "server: x",
                        "1:9: \"server\" has no names; allowed keyword: {name:"
                                + " {setting: value}}"),
                Arguments.of("server: {a: x}", "1:13: no settings here" + values),
                Arguments.of("server: {a: {nodeid: {b: c}}}", "1:22: no value here" + values),
                Arguments.of("server: {a: {nodeid: [[1]]}}", "1:23: no value here" + values),
                Arguments.of(
                        "server: {a: {nodeid: [{b: 1}]}}",
                        "1:14: nodeid of server \"a\" holds" + " settings; allowed 0 to 499"),
                Arguments.of(
                        "server: {a: {nodeid: !x 1}}",
                        "1:22: a tag; allowed values without" + " tags"),
                Arguments.of("server: {a: {<<: {nodeid: 1}}}", "1:18: no value here" + values),
                Arguments.of(
                        "server: {a: {nodeid: 1}}\nserver: {b: {nodeid: 2}}",
                        "2:1: \"server\""
                                + " is given again, first at line 1; allowed once, with all its names below"
                                + " it"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void aTextThatIsNoBlocksIsAnErrorWhereItStands(String text, String message) {
        Parsed<ClusterConfig> parsed = yaml(text);

        assertThat(parsed.value()).isEmpty();
        assertThat(lines(parsed.errors())).contains("c.yaml:" + message);
    }

    @Test
    void aTextThatIsNoYamlIsNotBlamedForLackingAServer() {
        assertThat(yaml("server: [").errors()).hasSize(1);
        assertThat(lines(yaml("").errors()))
                .containsExactly("c.yaml:1:1: no server; allowed at least one server block");
    }

    @Test
    void theEndOfTheNameDecidesTheForm() {
        String text = "server: {node1: {nodeid: 1}}";

        for (String name : new String[] {"c.yaml", "c.yml", "C.YAML"}) {
            assertThat(clean(ClusterFile.parse(name, text))).isEqualTo(ONE_SERVER);
        }
        for (String name : new String[] {"c.cfg", "yaml", "c.yaml.bak", ""}) {
            assertThat(ClusterFile.parse(name, text).errors()).isNotEmpty();
        }
    }

    @Test
    void noPasswordIsShownByAnErrorOfTheLibrary() {
        for (String value : new String[] {"*mendieta", "!mendieta", "[mendieta", "\"mendieta"}) {
            Parsed<ClusterConfig> parsed = yaml("lb: {l: {ssh_pass: " + value + "}}");

            assertThat(parsed.errors()).isNotEmpty();
            assertThat(parsed.toString()).doesNotContain("mendieta");
        }
    }

    @Test
    void aListOverLinesIsNotSuspectedOfAMissingSemicolon() {
        assertThat(lines(yaml("server: {a: {nodeid: [1,\n  2]}}").errors()))
                .containsExactly(
                        "c.yaml:2:3: a second value for nodeid of server \"a\"; allowed one value");
    }

    @Test
    void onlyTheFirstHundredErrorsAreShown() {
        StringBuilder text = new StringBuilder("server:\n");
        for (int i = 0; i < 150; i++) {
            text.append("  s").append(i).append(": {nodeid: x}\n");
        }

        Parsed<ClusterConfig> parsed = yaml(text.toString());

        assertThat(parsed.errors()).hasSize(101);
        assertThat(parsed.errors().get(99).line()).isEqualTo(101);
        assertThat(parsed.errors().get(100))
                .hasToString("c.yaml: more errors are not shown; mend these first");
    }
}
