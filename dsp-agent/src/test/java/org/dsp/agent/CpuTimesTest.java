package org.dsp.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CpuTimesTest {
    @Test
    void idleAndWaitingForDisksAreNotBusyAndGuestsAreNotCountedTwice() throws IOException {
        CpuTimes times = CpuTimes.parse("cpu  10 20 30 400 50 6 7 8 9 10\ncpu0 1 1 1 1\n");

        assertThat(times).isEqualTo(new CpuTimes(10 + 20 + 30 + 6 + 7 + 8, 531));
    }

    @Test
    void theLoadIsWhatWasBusyBetweenTwoReadings() throws IOException {
        CpuTimes first = CpuTimes.parse("cpu 100 0 0 100\n");

        assertThat(CpuTimes.parse("cpu 175 0 0 125\n").percentSince(first)).isEqualTo(75);
        assertThat(first.percentSince(first)).isZero();
    }

    @Test
    void whatRunsBackwardsIsNoLoad() throws IOException {
        CpuTimes later = CpuTimes.parse("cpu 100 0 0 100\n");

        assertThat(CpuTimes.parse("cpu 50 0 0 200\n").percentSince(later)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "cpu0 1 2 3 4", "cpu 1 2 3", "cpu 1 2 3 x"})
    void anotherTextIsRefused(String text) {
        assertThatThrownBy(() -> CpuTimes.parse(text)).isInstanceOf(IOException.class);
    }

    @Test
    void theFirstSampleTellsNothing(@TempDir Path proc) throws IOException {
        StatProbe probe = new StatProbe(proc);
        Files.writeString(proc.resolve("stat"), "cpu 0 0 0 0\n");
        assertThat(probe.sample(1)).isEmpty();

        Files.writeString(proc.resolve("stat"), "cpu 1 0 0 3\n");
        assertThat(probe.sample(2)).hasValue(25);
    }

    @Test
    void thisMachineHasALoad() throws IOException {
        StatProbe probe = new StatProbe(Path.of("/proc"));
        assertThat(probe.sample(1)).isEmpty();

        assertThat(probe.sample(2).orElseThrow()).isBetween(0, 100);
    }
}
