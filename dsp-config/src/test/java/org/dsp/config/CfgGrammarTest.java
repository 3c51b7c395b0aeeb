package org.dsp.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.dsp.config.Reading.cfg;
import static org.dsp.config.Reading.clean;
import static org.dsp.config.Reading.lines;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dsp.core.config.ClusterConfig;
import org.dsp.core.config.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CfgGrammarTest {
    private static final ClusterConfig ONE_SERVER = clean(cfg("server node1 { nodeid 1; };"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uFEFFserver node1 { nodeid 1; };",
                "server node1 {\r\n\tnodeid 1;\r\n};\r\n",
                "server\tnode1\t{\tnodeid\t1\t;\t}\t;",
                "server node1{nodeid 1}",
                "server node1 {nodeid 1};",
                "server node1 { nodeid 1; }",
                "server node1 { ; nodeid 1;; } ;;",
                "\"server\" 'node1' { 'nodeid' \"1\" }",
                "server\nnode1\n{\nnodeid\n1\n}\n",
                "server\rnode1 { nodeid 1 }",
                "# c\nserver #c\n node1 #{\n {#}\n nodeid #2\n 1;#;\n }#\n;#",
                "server node1 { nodeid \"1\"#c\n}",
                "server node1 { address node1; nodeid 1; }",
            })
    void allOfTheseAreTheSame(String text) {
        assertThat(clean(cfg(text))).isEqualTo(ONE_SERVER);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`E:\\\\NODE1\\\\node1.vmx`, `E:\\\\NODE1\\\\node1.vmx`",
                "`\"E:\\\\NODE1\\\\node1.vmx\"`, `E:\\\\NODE1\\\\node1.vmx`",
                "`'C:\\VMs\\'`, `C:\\VMs\\`",
                "`\"C:\\Program Files\\n.vmx\"`, `C:\\Program Files\\n.vmx`",
                "`\"it's # no; } comment\"`, `it's # no; } comment`",
                "`'say \"x\"'`, `say \"x\"`",
                "`a#b`, `a#b`",
                "`~/%x|y?[1]*!=<a>:^_$`, `~/%x|y?[1]*!=<a>:^_$`",
                "`ñandú/日本`, `ñandú/日本`",
            })
    void aValueIsWhatIsWritten(String written, String meant) {
        ClusterConfig config = clean(cfg("server a { nodeid 1; node_image " + written + "; }"));

        assertThat(config.servers())
                .extracting(Server::nodeImage)
                .containsExactly(Optional.of(meant));
    }

    @Test
    void settingsComeInAnyOrder() {
        var config = clean(cfg("server a { weight 3; batch YES; address h; nodeid 4 }"));

        assertThat(config.servers()).extracting(Server::nodeId).containsExactly(4);
    }

    static Stream<Arguments> broken() {
        String rule = "; allowed keyword name { setting value; ... };";
        return Stream.of(
                Arguments.of(
                        "server a { nodeid 1; node_image \"x\n}",
                        "1:33: this string does not end; allowed both quotes on one line"),
                Arguments.of(
                        "server a { nodeid 1; node_image 'x",
                        "1:33: this string does not end; allowed both quotes on one line"),
                Arguments.of(
                        "server a { nodeid 1",
                        "1:20: no '}' closes the block \"server\" of line 1;"
                                + " allowed one '}' for each '{'"),
                Arguments.of("server a { nodeid 1 } }", "1:23: this '}' closes nothing" + rule),
                Arguments.of("server {nodeid 1}", "1:1: block \"server\" has no name" + rule),
                Arguments.of("{nodeid 1}", "1:1: no keyword before '{'" + rule),
                Arguments.of("server a b {nodeid 1}", "1:1: 3 words before '{'" + rule),
                Arguments.of("nodeid 1;", "1:1: this stands outside a block" + rule),
                Arguments.of("server a", "1:1: this stands outside a block" + rule),
                Arguments.of(
                        "include other.cfg",
                        "1:1: this stands outside a block; other files are not included" + rule));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void aTextThatIsNoBlocksIsAnErrorWhereItStands(String text, String message) {
        Parsed<ClusterConfig> parsed = cfg(text);

        assertThat(parsed.value()).isEmpty();
        assertThat(lines(parsed.errors())).contains("c.cfg:" + message);
    }

    @Test
    void aMissingBraceIsSaidWhereTheNextBlockBegins() {
        Parsed<ClusterConfig> parsed =
                cfg("server a {\n nodeid 1;\n\nserver b {\n nodeid 2;\n};\nclient c { nodeid 2 }");

        assertThat(lines(parsed.errors()))
                .containsExactly(
                        "c.cfg:4:1: no '}' closes the block \"server\" of line 1; allowed one '}'"
                                + " for each '{'",
                        "c.cfg:7:19: nodeid 2 of client \"c\" is already that of server \"b\" at"
                                + " line 5; allowed 0 to 499, each once");
    }

    @Test
    void aMissingSemicolonIsSuspectedWhereALineEnds() {
        Parsed<ClusterConfig> parsed = cfg("server a {\n  nodeid 1\n  weight 2;\n}");

        assertThat(lines(parsed.errors()))
                .containsExactly(
                        "c.cfg:3:3: a second value for nodeid of server \"a\" (is a ';' missing on"
                                + " the line before?); allowed one value");
    }

    @Test
    void aBlockInsideABlockIsSkipped() {
        Parsed<ClusterConfig> parsed = cfg("server a { nodeid 1; x y { z { 1; } } ; weight 0 }");

        assertThat(lines(parsed.errors()))
                .containsExactly(
                        "c.cfg:1:26: a block inside a block;"
                                + " allowed keyword name { setting value; ... };",
                        "c.cfg:1:48: weight 0 of server \"a\" is out of range; allowed 1 to 100");
    }

    @Test
    void charactersThatNeedQuotesAreSaidOncePerWord() {
        Parsed<ClusterConfig> parsed =
                cfg("server a { nodeid 1;\u00A0node_image a(b),c; }\nserver b { nodeid 2 }");

        assertThat(lines(parsed.errors()))
                .contains(
                        "c.cfg:1:21: the invisible character U+00A0 stands outside quotes;"
                                + " allowed in a string, between quotes",
                        "c.cfg:1:34: this character stands outside quotes;"
                                + " allowed in a string, between quotes");
        assertThat(parsed.errors()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a \\\"b\\\" c\"", "\"a\"b", "a\"b\"", "'a''b'"})
    void stringsAndWordsNeedSpaceBetweenThem(String value) {
        Parsed<ClusterConfig> parsed = cfg("server a { nodeid 1; node_image " + value + "; }");

        assertThat(lines(parsed.errors()))
                .anyMatch(line -> line.contains("a back-slash does not escape a quote"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x;mendieta", "x}mendieta", "x{mendieta", "x mendieta", "x'mendieta"})
    void aPasswordWithPunctuationIsNotShownInHalves(String password) {
        Parsed<ClusterConfig> parsed =
                cfg("lb l { ssh_pass " + password + "; };\nserver a { nodeid 1; };");

        assertThat(parsed.errors()).isNotEmpty();
        assertThat(parsed.toString()).doesNotContain("mendieta");
    }

    @Test
    void columnsCountCharacters() {
        Parsed<ClusterConfig> parsed = cfg("\uFEFFserver a {\t'😀' 1; weight x }");

        assertThat(parsed.errors())
                .extracting(Diagnostic::line, Diagnostic::column)
                .contains(tuple(1, 12), tuple(1, 26));
    }

    @Test
    void anEmptyTextLacksAServer() {
        for (String text : List.of("", "\uFEFF", "# nothing", " \r\n")) {
            assertThat(lines(cfg(text).errors()))
                    .containsExactly("c.cfg:1:1: no server; allowed at least one server block");
        }
    }
}
