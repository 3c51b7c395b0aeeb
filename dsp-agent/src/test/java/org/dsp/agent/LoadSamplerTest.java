package org.dsp.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.dsp.core.config.LoadSettings;
import org.dsp.core.config.LoadSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoadSamplerTest {
    @TempDir Path dir;

    private LoadSettings settings(LoadSource source) {
        return new LoadSettings(source, 40, dir.resolve("load"), "self");
    }

    @Test
    void sessionsCountAgainstTheCapacity() {
        LoadSampler sampler = LoadSampler.of(settings(LoadSource.SESSIONS), () -> 30);

        assertThat(sampler.sample(1)).hasValue(75);
        assertThat(LoadSampler.of(settings(LoadSource.SESSIONS), () -> 400).sample(1))
                .hasValue(100);
    }

    @Test
    void aFileThatIsMissingOrWrongTellsNothingUntilItIsRight() throws IOException {
        LoadSampler sampler = LoadSampler.of(settings(LoadSource.FILE), () -> 0);
        assertThat(sampler.sample(1)).isEmpty();

        Files.writeString(dir.resolve("load"), "much");
        assertThat(sampler.sample(2)).isEmpty();

        Files.writeString(dir.resolve("load"), " 42\n");
        assertThat(sampler.sample(3)).hasValue(42);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "100,100", "99.5,100", "7.4,7"})
    void numbersAreRounded(String text, int percent) throws IOException {
        assertThat(FileProbe.parse(text)).isEqualTo(percent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "101", "-1", "1e1", "50 %", "NaN"})
    void whatIsNoPercentageIsRefused(String text) {
        assertThatThrownBy(() -> FileProbe.parse(text))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("allowed a number from 0 to 100");
    }

    @Test
    void theSecondSampleComesSoonAndTheOthersEachPeriod() {
        Duration period = Duration.ofSeconds(30);
        LoadClock clock = new LoadClock(7);
        assertThat(clock.due(period)).isEqualTo(7);

        clock.taken(10);
        assertThat(clock.due(period)).isEqualTo(10 + Duration.ofMillis(500).toNanos());
        assertThat(clock.due(Duration.ofMillis(100)))
                .isEqualTo(10 + Duration.ofMillis(100).toNanos());

        clock.taken(20);
        assertThat(clock.due(period)).isEqualTo(20 + period.toNanos());
    }
}
