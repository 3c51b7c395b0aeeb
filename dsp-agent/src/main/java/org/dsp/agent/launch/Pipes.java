package org.dsp.agent.launch;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/**
 * Named pipes that programs write to. Those of the JDK end with the first process; these with the
 * last one that has them, as a program that backgrounds itself needs. One is made ahead, so that a
 * start does not wait for it. One thread.
 */
final class Pipes {
    private static final Logger LOG = LaunchLog.LOG;
    private static final String SUFFIX = ".pipe";
    private static final long MAKE_SECONDS = 10;

    /**
     * A program of another user may open what it was given once more, as {@code /dev/stderr}. By
     * its name nobody else reaches it: see {@link OwnDirectory}.
     */
    private static final String MODE = "622";

    private final Path directory;
    private final Deque<Path> spare = new ArrayDeque<>();
    private long made;

    /** Removes what a daemon before left there. */
    Pipes(Path directory) throws IOException {
        this.directory = directory;
        try (DirectoryStream<Path> old = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (Path pipe : old) {
                Files.deleteIfExists(pipe);
            }
        }
    }

    /**
     * A new one; whoever takes it removes it.
     *
     * @throws LaunchException if there is none
     */
    Path take() {
        return spare.isEmpty() ? make() : spare.pop();
    }

    /** Makes one ahead, if there is none. */
    void refill() {
        if (spare.isEmpty()) {
            try {
                spare.push(make());
            } catch (LaunchException e) {
                LOG.debug("no pipe ahead", e);
            }
        }
    }

    /** Removes those that were made ahead. */
    void clear() {
        spare.forEach(Pipes::remove);
        spare.clear();
    }

    static void remove(Path pipe) {
        try {
            Files.deleteIfExists(pipe);
        } catch (IOException e) {
            LOG.warn("{} cannot be removed: {}", pipe, e.toString());
        }
    }

    private Path make() {
        Path pipe = directory.resolve(++made + SUFFIX);
        try {
            Process mkfifo =
                    new ProcessBuilder("mkfifo", "-m", MODE, pipe.toString())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!mkfifo.waitFor(MAKE_SECONDS, TimeUnit.SECONDS)) {
                mkfifo.destroyForcibly();
                throw new LaunchException("no pipe can be made in " + directory + ": it hangs");
            }
            if (mkfifo.exitValue() != 0) {
                throw new LaunchException(
                        "no pipe can be made in %s: mkfifo exited with status %d"
                                .formatted(directory, mkfifo.exitValue()));
            }
            return pipe;
        } catch (IOException e) {
            throw new LaunchException("no pipe can be made: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchException("the daemon stops", e);
        }
    }
}
