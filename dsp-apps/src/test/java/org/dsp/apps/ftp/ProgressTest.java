package org.dsp.apps.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final long SECOND = 1_000_000_000;
    private static final long MIB = 1 << 20;

    @Test
    void itShowsPartRateAndTimeLeft() {
        Progress progress = new Progress("file.bin", OptionalLong.of(100 * MIB), 0);
        assertThat(progress.line(25 * MIB, SECOND))
                .hasValueSatisfying(
                        line ->
                                assertThat(line.stripTrailing())
                                        .isEqualTo(
                                                "file.bin              25% [#####               ]"
                                                        + "     25.0 MiB/s 00:03 left"));
    }

    @Test
    void withoutATotalItShowsAmountAndRate() {
        Progress progress = new Progress("file.bin", OptionalLong.empty(), 0);
        assertThat(progress.line(3 * MIB, 2 * SECOND).orElseThrow().stripTrailing())
                .isEqualTo("file.bin                3.0 MiB      1.5 MiB/s");
    }

    @Test
    void itIsShownFiveTimesASecondAndAtTheEnd() {
        Progress progress = new Progress("f", OptionalLong.of(10), 0);
        assertThat(progress.line(1, 10)).isPresent();
        assertThat(progress.line(2, SECOND / 10)).isEmpty();
        assertThat(progress.line(3, SECOND / 4)).isPresent();
        assertThat(progress.line(10, SECOND / 4 + 1))
                .hasValueSatisfying(line -> assertThat(line).contains("100%", "done"));
    }

    @Property
    void aLineFitsAndCoversTheOneBefore(
            @ForAll String name,
            @ForAll @LongRange(min = 0) long total,
            @ForAll @LongRange(min = 0) long done,
            @ForAll @LongRange(min = 0, max = 1L << 60) long now) {
        String line = new Progress(name, OptionalLong.of(total), 0).line(done, now).orElseThrow();
        assertThat(line.codePointCount(0, line.length())).isEqualTo(Progress.WIDTH);
    }

    @Test
    void aLongNameShowsItsEnd() {
        String line =
                new Progress("a-very-long-name-of-some-file.bin", OptionalLong.empty(), 0)
                        .line(0, SECOND)
                        .orElseThrow();
        assertThat(line).startsWith("…ame-of-some-file.bin ".replace("ame-", "me-"));
    }

    @Test
    void theRateFollowsAChange() {
        Rate rate = new Rate(0);
        assertThat(rate.perSecond()).isZero();
        for (int i = 1; i <= 10; i++) {
            rate.update(100L * i, i * SECOND);
        }
        assertThat(rate.perSecond()).isCloseTo(100, within(0.01));
        for (int i = 1; i <= 20; i++) {
            rate.update(1000 + 10L * i, (10 + i) * SECOND);
        }
        assertThat(rate.perSecond()).isCloseTo(10, within(0.5));
        rate.update(5000, 30 * SECOND);
        assertThat(rate.perSecond()).as("no time has passed").isCloseTo(10, within(0.5));
    }

    @Test
    void amountsAreShort() {
        assertThat(Amounts.bytes(0)).isEqualTo("0 B");
        assertThat(Amounts.bytes(1023)).isEqualTo("1023 B");
        assertThat(Amounts.bytes(1536)).isEqualTo("1.5 KiB");
        assertThat(Amounts.bytes(5.0 * (1L << 40))).isEqualTo("5.0 TiB");
        assertThat(Amounts.time(0)).isEqualTo("00:00");
        assertThat(Amounts.time(62)).isEqualTo("01:02");
        assertThat(Amounts.time(3723)).isEqualTo("1:02:03");
        assertThat(Amounts.time(1e9)).isEqualTo("> 99 h");
        assertThat(Amounts.summary(64 * MIB, SECOND / 2))
                .isEqualTo("67108864 bytes in 0.500 s [128.0 MiB/s]");
    }

    @Test
    void onlyTerminalsAreTerminals() {
        assertThat(Terminal.isTerminal("/dev/pts/3")).isTrue();
        assertThat(Terminal.isTerminal("/dev/tty1")).isTrue();
        assertThat(Terminal.isTerminal("/dev/null")).isFalse();
        assertThat(Terminal.isTerminal("/tmp/log")).isFalse();
        assertThat(Terminal.isStderr()).as("of a test").isFalse();
    }

    @Test
    void nothingIsDrawnWhereNobodyWatches() {
        StringWriter out = new StringWriter();
        ProgressBar bar = ProgressBar.of(new PrintWriter(out), false, "f", OptionalLong.of(5));
        bar.show(5);
        bar.end();
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void whatIsDrawnIsOneLineThatEnds() {
        StringWriter out = new StringWriter();
        ProgressBar bar =
                ProgressBar.of(new PrintWriter(out), true, "f\u001b[31m", OptionalLong.of(5));
        bar.show(1);
        bar.show(5);
        bar.end();
        bar.end();
        assertThat(out.toString())
                .startsWith("\rf")
                .endsWith("\n")
                .hasLineCount(3)
                .doesNotContain("\u001b");
    }
}
