package org.dsp.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** All processors of this machine. */
final class StatProbe implements LoadProbe {
    private final Path file;
    private Optional<CpuTimes> before = Optional.empty();

    /**
     * @param proc where the kernel shows itself: {@code /proc}
     */
    StatProbe(Path proc) {
        file = proc.resolve("stat");
    }

    @Override
    public OptionalInt sample(long now) throws IOException {
        CpuTimes times = CpuTimes.parse(Files.readString(file));
        OptionalInt percent =
                before.map(earlier -> OptionalInt.of(times.percentSince(earlier)))
                        .orElse(OptionalInt.empty());
        before = Optional.of(times);
        return percent;
    }
}
