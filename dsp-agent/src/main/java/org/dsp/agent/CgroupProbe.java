package org.dsp.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.dsp.core.config.LoadSettings;

/** The processor time of a control group, against its quota, else against the whole machine. */
final class CgroupProbe implements LoadProbe {
    private static final double NANOS = 1e9;

    private final Path root;
    private final Path self;
    private final Optional<String> path;
    private final int processors;
    private Optional<Reading> before = Optional.empty();

    private record Reading(long at, double used) {}

    /**
     * @param sys where the kernel shows control groups: {@code /sys/fs/cgroup}
     * @param proc where it shows processes: {@code /proc}
     * @param path of the group, or {@link LoadSettings#SELF}
     * @param processors of this machine
     */
    CgroupProbe(Path sys, Path proc, String path, int processors) {
        this.root = sys;
        this.self = proc.resolve("self").resolve("cgroup");
        this.path = path.equals(LoadSettings.SELF) ? Optional.empty() : Optional.of(path);
        this.processors = processors;
    }

    @Override
    public OptionalInt sample(long now) throws IOException {
        Cgroup group = Cgroup.find(root, Files.readString(self), path);
        Reading reading = new Reading(now, group.usedSeconds());
        double may = group.quota().orElse((double) processors);
        OptionalInt percent =
                before.map(earlier -> OptionalInt.of(percent(earlier, reading, may)))
                        .orElse(OptionalInt.empty());
        before = Optional.of(reading);
        return percent;
    }

    private static int percent(Reading from, Reading to, double processors) {
        return Percent.of(to.used - from.used, (to.at - from.at) / NANOS * processors);
    }
}
