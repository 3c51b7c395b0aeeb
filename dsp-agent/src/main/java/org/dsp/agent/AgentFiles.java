package org.dsp.agent;

import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.dsp.core.agent.StoredConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an agent has to do with files, on a thread of its own: disks are slow, and what is mounted
 * there may hang. Used by the agent's thread.
 */
final class AgentFiles implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AgentFiles.class);
    private static final long CLOSE_MS = 1000;

    private final ConfigStore store;
    private final LoadSampler sampler;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    work -> {
                        Thread made = new Thread(work, "agent-files");
                        made.setDaemon(true);
                        return made;
                    });

    /** Whether a sample is under way: a second one behind it would tell nothing. */
    private volatile boolean sampling;

    AgentFiles(ConfigStore store, LoadSampler sampler) {
        this.store = store;
        this.sampler = sampler;
    }

    /** Puts a configuration on disk. */
    void save(StoredConfig config) {
        thread.execute(
                () -> {
                    try {
                        store.save(config);
                        LOG.debug("saved configuration {}", config.epoch());
                    } catch (ConfigStoreException e) {
                        LOG.warn(
                                "{}; after a restart this node has an older configuration, or none,"
                                        + " until others tell it",
                                e.getMessage());
                    }
                });
    }

    /**
     * Takes a sample of the load.
     *
     * @param now monotonic, in ns
     * @param result is told of it on the files' thread; not, if it is not known
     */
    void sample(long now, IntConsumer result) {
        if (sampling) {
            return;
        }
        sampling = true;
        thread.execute(
                () -> {
                    try {
                        OptionalInt percent = sampler.sample(now);
                        percent.ifPresent(result);
                    } finally {
                        sampling = false;
                    }
                });
    }

    /** Finishes what is under way, for 1 s at most. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_MS, TimeUnit.MILLISECONDS)) {
                LOG.warn("files are not finished in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
