package org.dsp.agent.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.dsp.core.launch.Token;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a /proc of our own: pids that no process has. */
class ProcessesTest {
    private static final long FIRST = 4_999_000;

    @TempDir private Path proc;
    private final Token token = Orders.token(1);
    private Processes processes;

    @BeforeEach
    void table() {
        processes = new Processes(new ProcTable(proc));
    }

    private void process(long pid, String state, long session, long started, String environment)
            throws IOException {
        Path directory = Files.createDirectories(proc.resolve(Long.toString(pid)));
        String stat =
                "%d (a ) b) %s 1 %d %d 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 %d 0 0"
                        .formatted(pid, state, session, session, started);
        Files.writeString(directory.resolve("stat"), stat);
        Files.writeString(directory.resolve("environ"), environment);
    }

    private Mark mark() {
        return new Mark(token, OptionalLong.of(FIRST), 100, OptionalLong.of(101));
    }

    private List<Long> found(boolean watched) {
        return processes.of(mark(), processes.now(), watched).stream().map(ProcEntry::pid).toList();
    }

    private String environment() {
        return "A=b\0DSP_TOKEN=" + token.hex() + "\0C=d\0";
    }

    @Test
    void theFirstOneAndItsSessionAreFound() throws IOException {
        process(FIRST, "S", FIRST, 101, "");
        process(FIRST + 1, "S", FIRST, 150, "");
        process(FIRST + 2, "S", 1, 150, "");

        assertThat(found(false)).containsExactlyInAnyOrder(FIRST, FIRST + 1);
    }

    @Test
    void whoLeftTheSessionIsFoundByItsToken() throws IOException {
        process(FIRST + 1, "S", FIRST + 1, 150, environment());
        process(FIRST + 2, "S", FIRST + 2, 150, "XDSP_TOKEN=" + token.hex());
        process(FIRST + 3, "S", FIRST + 3, 150, "DSP_TOKEN=" + token.hex() + "0");

        assertThat(found(false)).containsExactly(FIRST + 1);
    }

    @Test
    void aPidThatSomebodyElseHasNowIsNotTouched() throws IOException {
        process(FIRST, "S", FIRST, 900, "");
        process(FIRST + 1, "S", FIRST, 901, "");

        assertThat(found(true)).isEmpty();
        assertThat(found(false)).isEmpty();
    }

    @Test
    void aSessionWithoutItsFirstOneCountsOnlyWhileItIsWatched() throws IOException {
        process(FIRST + 1, "S", FIRST, 150, "");

        assertThat(found(true)).containsExactly(FIRST + 1);
        assertThat(found(false)).isEmpty();
    }

    @Test
    void zombiesAndWhatIsOlderThanTheProgramDoNotCount() throws IOException {
        process(FIRST, "Z", FIRST, 101, "");
        process(FIRST + 1, "S", FIRST + 1, 99, environment());

        assertThat(found(true)).isEmpty();
    }

    @Test
    void whatIsNoStatIsNoProcess() {
        assertThat(ProcEntry.parse(1, "")).isEmpty();
        assertThat(ProcEntry.parse(1, "1 (x)")).isEmpty();
        assertThat(ProcEntry.parse(1, "1 (x) S 1 2 3")).isEmpty();
        assertThat(ProcEntry.parse(1, "1 (x) S 0 0 y 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 5")).isEmpty();
    }

    @Test
    void theRealTableHasThisProcess() {
        ProcTable real = new ProcTable(Path.of("/proc"));
        long pid = ProcessHandle.current().pid();

        assertThat(real.all()).extracting(ProcEntry::pid).contains(pid);
        assertThat(real.entry(pid).orElseThrow().started()).isLessThanOrEqualTo(real.now() + 2);
        assertThat(real.bootId()).hasSize(36);
    }
}
