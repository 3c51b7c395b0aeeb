package org.dsp.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.dsp.config.ClusterFile.Secrets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the text, reading it ends soon, in a value or in errors, and never in an exception. */
class FuzzTest {
    private static final List<String> WORDS =
            List.of(
                    "lb",
                    "server",
                    "client",
                    "service",
                    "container",
                    "a",
                    "b",
                    "nodeid",
                    "1",
                    "2",
                    "500",
                    "-1",
                    "rport",
                    "3001",
                    "address",
                    "h",
                    "ext_ep",
                    "min_ep",
                    "max_ep",
                    "dcid",
                    "ANY",
                    "bind",
                    "replica",
                    "prog",
                    "allow_nodes",
                    "1-3",
                    "nr_tasks",
                    "lowwater",
                    "ssh_pass",
                    "YES",
                    "node_id",
                    "group",
                    "none",
                    "cluster_file",
                    "names",
                    "static",
                    "members",
                    "address",
                    "endpoint",
                    "socket",
                    "/",
                    "bind_address",
                    "::",
                    "\u0000",
                    "\u00A0",
                    "\uFEFF",
                    "\uD800",
                    "😀",
                    "\\",
                    "#",
                    "%YAML 9999999999.1",
                    "!!",
                    "!a",
                    "&x",
                    "*x",
                    "<<",
                    "---",
                    "...",
                    "0x1",
                    "~",
                    "null");
    private static final List<String> PUNCTUATION =
            List.of(
                    "{", "}", ";", "\"", "'", " ", " ", " ", " ", "\n", "\r\n", "\r", "\t", "\n  ",
                    "\n    ", ": ", ":\n  ", "[", "]", ", ", "- ", "? ", "| ", ">", "\u2028");

    private static final String CFG = Reading.resource("note-1.cfg");
    private static final String YAML =
            ClusterFile.toYaml(
                    Reading.cfg(CFG.replaceFirst("nodeid \t\t12", "nodeid 13")).orThrow(),
                    Secrets.WRITTEN);

    @ParameterizedTest
    @ValueSource(strings = {"c.cfg", "c.yaml"})
    void randomWordsGiveAValueOrErrors(String name) {
        var random = new SplittableRandom(42);
        for (int i = 0; i < 2000; i++) {
            String text = words(random);
            judge(ClusterFile.parse(name, text), text);
        }
    }

    @Test
    void randomWordsAsANodeFileGiveAValueOrErrors() {
        var random = new SplittableRandom(43);
        for (int i = 0; i < 2000; i++) {
            String text = words(random);
            judge(NodeFile.parse(Path.of("n.yaml"), text), text);
        }
    }

    @Test
    void brokenSamplesGiveAValueOrErrors() throws IOException {
        String node = Files.readString(Reading.ROOT.resolve("etc/dspd.yaml")).replace("\n#", "\n");
        var random = new SplittableRandom(44);
        for (int i = 0; i < 200; i++) {
            judge(broken(CFG, random), text -> ClusterFile.parse("c.cfg", text));
            judge(broken(YAML, random), text -> ClusterFile.parse("c.yaml", text));
            judge(broken(node, random), text -> NodeFile.parse(Path.of("n.yaml"), text));
        }
    }

    @Test
    void randomBytesInFilesGiveErrors(@TempDir Path folder) throws IOException {
        var random = new SplittableRandom(45);
        Path cfg = folder.resolve("c.cfg");
        Path yaml = folder.resolve("c.yaml");
        for (int i = 0; i < 300; i++) {
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            Files.write(cfg, bytes);
            Files.write(yaml, bytes);
            assertThat(ClusterFile.read(cfg).errors()).isNotEmpty();
            assertThat(ClusterFile.read(yaml).errors()).isNotEmpty();
            assertThat(NodeFile.read(yaml).errors()).isNotEmpty();
            assertThat(DaemonFiles.read(yaml).errors()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "}",
                "\"",
                "#",
                "a ",
                "a;",
                "a b{",
                "(",
                "\u00A0",
                "[",
                "- ",
                "-\n",
                "? ",
                "? a\n",
                "{a: ",
                "[a, ",
                "&a ",
                "!a ",
                "\r",
                "| \n",
                "\"a\" ",
                "---\n",
                "%TAG ! a\n",
                "server a{nodeid 1}",
                "service a{ext_ep 1}",
                "server: {a: {nodeid: 1}}\n"
            })
    void muchOfTheSameIsReadInBoundedTime(String piece) {
        String text = piece.repeat(SourceText.MAX / 8 / piece.length());

        soon(() -> judge(ClusterFile.parse("c.cfg", text), text));
        soon(() -> judge(ClusterFile.parse("c.yaml", text), text));
        soon(() -> judge(NodeFile.parse(Path.of("n.yaml"), text), text));
    }

    @Test
    void manyBlocksAreReadInBoundedTime() {
        StringBuilder cfg = new StringBuilder("server a{nodeid 1}");
        StringBuilder yaml = new StringBuilder("server: {a: {nodeid: 1}}\nservice:\n");
        IntStream.range(0, 6000)
                .forEach(
                        i -> {
                            cfg.append("service s%d{ext_ep %d}\n".formatted(i, i));
                            yaml.append("  s%d: {ext_ep: %d}\n".formatted(i, i));
                        });

        soon(() -> judge(ClusterFile.parse("c.cfg", cfg.toString()), cfg.toString()));
        soon(() -> judge(ClusterFile.parse("c.yaml", yaml.toString()), yaml.toString()));
    }

    @Test
    void aliasesOfAliasesAreNotUnfolded() {
        StringBuilder text = new StringBuilder("a: &a0 [x, x]\n");
        for (int i = 1; i < 60; i++) {
            String below = "*a" + (i - 1);
            text.append("b%d: &a%d [%s, %s]\n".formatted(i, i, below, below));
        }
        text.append("server: {n: {nodeid: *a59}}\n");
        String bomb = text.toString();

        soon(() -> assertThat(Reading.yaml(bomb).errors()).isNotEmpty());
        soon(() -> assertThat(Reading.yaml("server: &a {b: *a}").errors()).isNotEmpty());
        soon(() -> assertThat(Reading.yaml("server: &a {*a : *a}").errors()).isNotEmpty());
    }

    @Test
    void aliasesAreReadWhereTheySaveWriting() {
        String text =
                """
                server:
                  a: {nodeid: &id 1, address: &host 127.0.0.1}
                  b: {nodeid: 2, address: *host}
                """;

        assertThat(Reading.clean(Reading.yaml(text)).servers())
                .allMatch(server -> server.address().equals("127.0.0.1"));
    }

    /** By the thread's own time: the machine may be busy with something else. */
    private static void soon(Runnable reading) {
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        long before = clock.getCurrentThreadCpuTime();
        reading.run();
        long spent = clock.getCurrentThreadCpuTime() - before;
        assertThat(Duration.ofNanos(spent)).isLessThan(Duration.ofSeconds(5));
    }

    private static String words(SplittableRandom random) {
        var text = new StringBuilder();
        int length = random.nextInt(60);
        for (int i = 0; i < length; i++) {
            List<String> from = random.nextInt(3) == 0 ? WORDS : PUNCTUATION;
            text.append(from.get(random.nextInt(from.size())));
        }
        return text.toString();
    }

    private static String broken(String whole, SplittableRandom random) {
        var text = new StringBuilder(whole);
        int faults = 1 + random.nextInt(4);
        for (int i = 0; i < faults; i++) {
            int at = random.nextInt(text.length());
            int to = Math.min(text.length(), at + random.nextInt(4));
            List<String> from = random.nextBoolean() ? WORDS : PUNCTUATION;
            text.replace(at, to, from.get(random.nextInt(from.size())));
        }
        return text.toString();
    }

    private static <T> void judge(String text, Function<String, Parsed<T>> reading) {
        judge(reading.apply(text), text);
    }

    private static void judge(Parsed<?> parsed, String text) {
        long lines =
                text.codePoints().filter(c -> "\n\r\u2028\u2029\u0085".indexOf(c) >= 0).count();
        int shown = Problems.KEPT + 1;
        assertThat(parsed.errors()).hasSizeLessThanOrEqualTo(shown);
        assertThat(parsed.warnings()).hasSizeLessThanOrEqualTo(shown);
        assertThat(parsed.errors())
                .allSatisfy(
                        error -> {
                            assertThat((long) error.line()).isBetween(0L, lines + 1);
                            assertThat(error.column()).isBetween(0, text.length() + 1);
                            assertThat(error.wrong()).isNotBlank();
                            assertThat(error.allowed()).isNotBlank();
                            assertThat(error.toString()).doesNotContain("\n", "\r");
                        });
        assertThat(parsed.errors().subList(0, Math.min(Problems.KEPT, parsed.errors().size())))
                .isSortedAccordingTo(
                        Comparator.comparingInt(Diagnostic::line)
                                .thenComparingInt(Diagnostic::column));
        assertThat(parsed.toString().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(500_000);
    }
}
