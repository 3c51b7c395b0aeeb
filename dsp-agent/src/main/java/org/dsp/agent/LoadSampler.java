package org.dsp.agent;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntSupplier;
import org.dsp.core.config.LoadSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes samples of what the node file names. One thread. What fails is said once, until it works.
 */
final class LoadSampler {
    private static final Logger LOG = LoggerFactory.getLogger(LoadSampler.class);

    private final String source;
    private final LoadProbe probe;
    private boolean failed;

    LoadSampler(String source, LoadProbe probe) {
        this.source = source;
        this.probe = probe;
    }

    /**
     * The sampler of a node file.
     *
     * @param sessions how many this node serves
     */
    static LoadSampler of(LoadSettings settings, IntSupplier sessions) {
        Path proc = Path.of("/proc");
        LoadProbe probe =
                switch (settings.loadSource()) {
                    case STAT -> new StatProbe(proc);
                    case CGROUP ->
                            new CgroupProbe(
                                    Path.of("/sys/fs/cgroup"),
                                    proc,
                                    settings.loadCgroup(),
                                    Runtime.getRuntime().availableProcessors());
                    case SESSIONS ->
                            now ->
                                    OptionalInt.of(
                                            Percent.of(
                                                    sessions.getAsInt(), settings.loadCapacity()));
                    case FILE -> new FileProbe(settings.loadFile());
                };
        String what =
                switch (settings.loadSource()) {
                    case STAT -> "stat (/proc/stat)";
                    case CGROUP -> "cgroup (" + settings.loadCgroup() + ")";
                    case SESSIONS -> "sessions";
                    case FILE -> "file (" + settings.loadFile() + ")";
                };
        return new LoadSampler(what, probe);
    }

    /**
     * The load, 0…100; empty when it is not known.
     *
     * @param now monotonic, in ns
     */
    OptionalInt sample(long now) {
        try {
            OptionalInt percent = probe.sample(now);
            if (failed) {
                LOG.info("the load can be read again from {}", source);
                failed = false;
            }
            return percent;
        } catch (IOException e) {
            if (!failed) {
                LOG.warn(
                        "the load cannot be read from {}: {}; until it can, it is unknown",
                        source,
                        why(e));
                failed = true;
            }
            return OptionalInt.empty();
        }
    }

    private static String why(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file";
        }
        return Optional.ofNullable(e.getMessage()).orElse(e.toString());
    }
}
