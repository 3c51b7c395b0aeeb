package org.dsp.agent.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.dsp.agent.launch.Orders.order;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.dsp.core.config.LaunchSettings;
import org.dsp.core.launch.ProcessPort.Signal;
import org.dsp.core.launch.StartOrder;
import org.dsp.core.launch.Token;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real programs: what they do wrong is ours to clean up. */
class ProcessLauncherTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir private Path directory;
    private final Recorder events = new Recorder();
    private final ProcTable table = new ProcTable(Path.of("/proc"));
    private ProcessLauncher launcher;

    @BeforeEach
    void launcher() {
        launcher = launcherFor(settings());
    }

    private ProcessLauncher launcherFor(LaunchSettings settings) {
        return new ProcessLauncher(settings, 7, Path.of("/run/none.sock"), events);
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        launcher.close();
        Files.createDirectories(kept());
        try (Stream<Path> files = Files.list(kept())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .allMatch(name -> name.contains(".out"));
        }
    }

    private LaunchSettings settings() {
        return Orders.settings(directory.resolve("programs"));
    }

    private Path kept() {
        return directory.resolve("programs").resolve("node7");
    }

    private String script(String text) throws IOException {
        Path file = directory.resolve("program.sh");
        Files.writeString(file, "#!/bin/sh\n" + text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file.toString();
    }

    private String output() throws IOException {
        return Files.readString(kept().resolve("test-0-20.out"));
    }

    private void awaitOutput(String text) {
        await().pollInterval(Duration.ofMillis(5))
                .atMost(SOON)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(output()).contains(text));
    }

    private long livingWith(Token token) {
        return table.all().stream()
                .filter(entry -> !entry.zombie())
                .filter(entry -> table.token(entry.pid()).equals(Optional.of(token.hex())))
                .count();
    }

    @Test
    void aProgramGetsItsArgumentsItsTokenAndAGroupOfItsOwnAndNoDescriptors() throws IOException {
        StartOrder order =
                order(
                        1,
                        script(
                                """
                                echo "args $*; token $DSP_TOKEN; socket $DSP_SOCKET"
                                echo "session $(cut -d' ' -f6 /proc/$$/stat) pid $$"
                                echo "here $(pwd)" >&2
                                ls /proc/$$/fd
                                """));
        launcher.start(order);

        assertThat(events.until("1 gone"))
                .containsExactly("1 started", "1 exited: exited with status 0", "1 gone");
        long pid = events.pid(0);
        assertThat(output())
                .contains("args 0 20 3 50; token " + order.token().hex())
                .contains("socket /run/none.sock\n")
                .contains("session " + pid + " pid " + pid + "\n")
                // The shell reads its script by descriptor 10 or 255.
                .containsPattern("here /\n0\n1\n(10\n)?2\n(255\n)?$");
    }

    @Test
    void whatCannotBeStartedSaysWhy() throws IOException {
        launcher.start(order(1, directory + "/absent"));
        Path text = Files.writeString(directory.resolve("text"), "no program");
        launcher.start(order(2, text.toString()));

        assertThat(events.until("2 failed: prog " + text + " is not executable"))
                .containsExactly(
                        "1 failed: prog " + directory + "/absent: no such file",
                        "2 failed: prog " + text + " is not executable");
    }

    @Test
    void aProgramWithoutItsInterpreterIsToldSo() throws IOException {
        Path file = Files.writeString(directory.resolve("odd"), "#!/no/such/interpreter\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        launcher.start(order(1, file.toString()));

        assertThat(events.until("1 gone").get(1))
                .startsWith("1 exited: or its interpreter was not found (status 127): ");
    }

    @Test
    void aProgramThatFailsAtOnceIsQuotedWithItsLastLine() throws IOException {
        launcher.start(order(1, script("echo one\necho 'no such disk' >&2\nexit 3\n")));

        assertThat(events.until("1 gone"))
                .containsExactly(
                        "1 started", "1 exited: exited with status 3: no such disk", "1 gone");
    }

    @Test
    void aProgramThatHangsIsAskedToEndWithAllThatItStarted() throws IOException {
        StartOrder order = order(1, script("sleep 1000 &\necho ready\nwait\n"));
        launcher.start(order);
        awaitOutput("ready");
        launcher.signal(1, Signal.TERM);

        assertThat(events.until("1 gone")).contains("1 exited: was ended by SIGTERM: ready");
        assertThat(livingWith(order.token())).isZero();
    }

    @Test
    void aProgramThatIgnoresSigtermIsKilled() throws IOException {
        StartOrder order =
                order(1, script("trap 'echo no' TERM\necho ready\nwhile :; do sleep 0.05; done\n"));
        launcher.start(order);
        awaitOutput("ready");
        launcher.signal(1, Signal.TERM);
        awaitOutput("no");
        assertThat(events.told()).containsExactly("1 started");
        launcher.signal(1, Signal.KILL);

        assertThat(events.until("1 gone")).hasSize(3);
        assertThat(livingWith(order.token())).isZero();
    }

    @Test
    void aProgramThatBackgroundsItselfInASessionOfItsOwnLivesUntilItIsEnded() throws IOException {
        StartOrder order =
                order(1, script("setsid sh -c 'echo ready; sleep 1000; echo late' &\nexit 0\n"));
        launcher.start(order);
        assertThat(events.until("1 exited, alive: exited with status 0")).hasSize(2);
        awaitOutput("ready");
        assertThat(livingWith(order.token())).isPositive();
        launcher.signal(1, Signal.TERM);

        assertThat(events.until("1 gone")).hasSize(3);
        assertThat(livingWith(order.token())).isZero();
        assertThat(output()).doesNotContain("late");
    }

    @Test
    void aBackgroundedProgramThatEndsByItselfIsNoticed() throws IOException {
        launcher.start(order(1, script("(sleep 0.3; echo done) &\nexit 0\n")));

        assertThat(events.until("1 gone"))
                .containsExactly("1 started", "1 exited, alive: exited with status 0", "1 gone");
        assertThat(output()).isEqualTo("done\n");
    }

    @Test
    void aGigabyteOfOutputFillsNoDiskAndDisturbsNobody() throws IOException {
        launcher.close();
        LaunchSettings byDefault = LaunchSettings.in(directory);
        launcher = new ProcessLauncher(byDefault, 7, Path.of("/run/none.sock"), events);
        launcher.start(order(1, script("head -c 1000000000 /dev/zero; echo; echo end\n")));

        events.until("1 gone");
        try (Stream<Path> files = Files.list(kept())) {
            assertThat(files.mapToLong(file -> file.toFile().length()).sum())
                    .isBetween(1_048_576L, 2 * 1_048_576L);
        }
        assertThat(output()).endsWith("\nend\n");
    }

    @Test
    void limitsHold() throws IOException {
        launcher.close();
        launcher =
                new ProcessLauncher(
                        Orders.settings(directory.resolve("programs"), "self", 20, 500, 0),
                        7,
                        Path.of("/run/none.sock"),
                        events);
        launcher.start(order(1, script("ulimit -n; ulimit -v\n")));

        events.until("1 gone");
        assertThat(output()).isEqualTo("20\n512000\n");
    }

    @Test
    void whatAnEarlierDaemonLeftBehindIsEndedBeforeAnythingStarts() throws Exception {
        launcher.close();
        Files.createDirectories(kept());
        Token withPid = Orders.token(90);
        Process left = leftBehind("trap '' TERM; while :; do sleep 0.05; done", withPid);
        Token beforeTheFork = Orders.token(91);
        Process forked = leftBehind("sleep 1000; true", beforeTheFork);
        Process stranger = new ProcessBuilder("sleep", "1000").start();
        try {
            Journal journal = new Journal(kept());
            long since = table.entry(left.pid()).orElseThrow().started();
            long strange = table.entry(stranger.pid()).orElseThrow().started();
            put(journal, "a", mark(withPid, left.pid(), since));
            put(journal, "b", Mark.ofToken(beforeTheFork, since));
            // The pid of a program that is long gone, and that somebody else has now.
            put(journal, "c", mark(Orders.token(92), stranger.pid(), strange - 1));

            launcher = new ProcessLauncher(settings(), 7, Path.of("/run/none.sock"), events);
            launcher.start(order(1, script("true\n")));
            events.until("1 gone");

            assertThat(List.of(livingWith(withPid), livingWith(beforeTheFork)))
                    .containsExactly(0L, 0L);
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            List.of(left, forked, stranger).forEach(Process::destroyForcibly);
        }
    }

    private static Process leftBehind(String text, Token token) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("setsid", "sh", "-c", text);
        builder.environment().putAll(Map.of(CommandLine.TOKEN, token.hex()));
        Process process = builder.start();
        await().atMost(SOON)
                .until(() -> new ProcTable(Path.of("/proc")).token(process.pid()).isPresent());
        return process;
    }

    private static Mark mark(Token token, long pid, long started) {
        return new Mark(token, OptionalLong.of(pid), started, OptionalLong.of(started));
    }

    private void put(Journal journal, String name, Mark mark) {
        journal.put(name, new JournalEntry("test", 0, 20, table.bootId(), mark));
    }

    @Test
    void theJournalOfAnotherStartOfTheMachineEndsNobody() throws Exception {
        launcher.close();
        Files.createDirectories(kept());
        Token token = Orders.token(93);
        Process other = leftBehind("sleep 1000; true", token);
        try {
            new Journal(kept())
                    .put("a", new JournalEntry("test", 0, 20, "other", Mark.ofToken(token, 0)));
            launcher = new ProcessLauncher(settings(), 7, Path.of("/run/none.sock"), events);
            launcher.start(order(1, script("true\n")));
            events.until("1 gone");

            assertThat(livingWith(token)).isPositive();
        } finally {
            other.descendants().forEach(ProcessHandle::destroyForcibly);
            other.destroyForcibly();
        }
    }

    @Test
    void closingEndsAllProgramsAlsoThoseThatDoNotWant() throws IOException {
        StartOrder stubborn =
                order(1, script("trap '' TERM\necho ready\nwhile :; do sleep 0.05; done\n"));
        launcher.start(stubborn);
        awaitOutput("ready");
        launcher.close();

        assertThat(events.told()).contains("1 gone");
        assertThat(livingWith(stubborn.token())).isZero();
        launcher.start(order(2, script("true\n")));
        launcher.signal(1, Signal.KILL);
        assertThat(events.told()).doesNotContain("2 started");
    }

    @Test
    void aDirectoryThatCannotBeUsedFailsEachStartUntilItCan() throws IOException {
        launcher.close();
        Path file = Files.createFile(directory.resolve("file"));
        launcher = new ProcessLauncher(Orders.settings(file), 7, Path.of("/run/none.sock"), events);
        StartOrder order = order(1, script("true\n"));
        launcher.start(order);
        launcher.start(order(2, order.prog()));
        await().atMost(SOON).until(() -> events.told().size() == 2);
        Files.delete(file);
        launcher.start(order(3, order.prog()));

        assertThat(events.until("3 gone").get(1))
                .startsWith("2 failed: launch_directory " + file + "/node7: ");
    }

    @Test
    void whereNothingIsStartedNoDirectoryIsNeeded() {
        launcher.close();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aDirectoryThatOthersMayWriteIsNotTrusted() throws IOException {
        launcher.close();
        Files.createDirectories(kept());
        Files.setPosixFilePermissions(kept(), PosixFilePermissions.fromString("rwxrwxrwx"));
        launcher = launcherFor(settings());

        launcher.start(order(1, "/bin/true"));
        await().atMost(SOON).until(() -> !events.told().isEmpty());
        assertThat(events.told().get(0))
                .startsWith("1 failed: launch_directory: " + kept() + " (owner ")
                .endsWith(
                        ", mode 0777) is not trusted: it has to be this user's, and nobody else may"
                                + " write to it");
    }

    @Test
    void outputGoesToNoFileThatALinkNames() throws IOException {
        Files.createDirectories(kept());
        Files.setPosixFilePermissions(kept(), PosixFilePermissions.fromString("rwx------"));
        Path victim = Files.createFile(directory.resolve("victim"));
        Files.createSymbolicLink(kept().resolve("test-0-20.out"), victim);
        launcher.start(order(1, script("echo written\n")));
        await().atMost(SOON)
                .until(() -> events.told().stream().anyMatch(t -> t.startsWith("1 failed")));
        assertThat(victim).isEmptyFile();
    }

    @Test
    void aProgramOfAnotherUserMayOpenItsOutputAgain() throws IOException {
        assumeTrue(
                "root".equals(System.getProperty("user.name")),
                "only root starts programs of others");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        launcher.close();
        LaunchSettings ofNobody = Orders.settings(directory.resolve("programs"), "nobody", 0, 0, 0);
        launcher = launcherFor(ofNobody);
        launcher.start(order(1, script("echo opened >/dev/stderr\n")));
        events.until("1 gone");
        assertThat(output()).isEqualTo("opened\n");
    }

    /** A program that ends, and leaves somebody behind that has its output and no mark of it. */
    private String escapes(Path whileThere) throws IOException {
        return script(
                "setsid env -i /bin/sh -c 'while [ -e %s ]; do sleep 0.1; done' &\nexit 1\n"
                        .formatted(whileThere));
    }

    @Test
    void whoKeepsTheOutputOfAProgramDelaysNoOtherStart() throws IOException {
        Path held = Files.createFile(directory.resolve("held"));
        String escapes = escapes(held);
        try {
            // A second for each would be too long.
            for (int i = 1; i <= 25; i++) {
                launcher.start(order(i, escapes));
            }
            launcher.start(order(26, "/bin/true"));
            events.until("26 started");
            events.until("25 gone");
        } finally {
            Files.delete(held);
        }
    }

    @Test
    void whoKeepsTheOutputOfAProgramKeepsNoThreadOfAClosedLauncher() throws IOException {
        Path held = Files.createFile(directory.resolve("held"));
        try {
            launcher.start(order(1, escapes(held)));
            events.until("1 gone");
            launcher.close();
            await().atMost(SOON)
                    .until(
                            () ->
                                    Thread.getAllStackTraces().keySet().stream()
                                            .noneMatch(t -> t.getName().startsWith("output-")));
        } finally {
            Files.delete(held);
        }
    }
}
