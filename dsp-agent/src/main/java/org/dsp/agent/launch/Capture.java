package org.dsp.agent.launch;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/**
 * Takes a program's output to its file, on a thread of its own, until the last process that can
 * write has ended: whatever a program writes, it disturbs nobody else.
 */
final class Capture implements AutoCloseable {
    private static final Logger LOG = LaunchLog.LOG;
    private static final int BUFFER = 64 * 1024;
    private static final int STACK = 128 * 1024;

    private final Path pipe;
    private final RandomAccessFile keeper;
    private final FileInputStream in;
    private final OutputFile out;
    private final LastLine last = new LastLine();
    private final Thread thread;
    private volatile boolean closing;

    /**
     * Begins to read.
     *
     * @param pipe is removed at the end
     * @param out is closed at the end
     * @throws IOException if it cannot; nothing is closed or removed then
     */
    Capture(Path pipe, OutputFile out) throws IOException {
        this.pipe = pipe;
        this.out = out;
        // Open both ways: else each end waits for the other. Closed once the program has its end.
        keeper = new RandomAccessFile(pipe.toFile(), "rw");
        try {
            in = new FileInputStream(pipe.toFile());
        } catch (IOException e) {
            keeper.close();
            throw e;
        }
        thread = new Thread(null, this::run, "output-" + pipe.getFileName(), STACK);
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (OutOfMemoryError e) {
            // The JDK's word for a thread that the system does not give.
            keeper.close();
            in.close();
            throw new IOException("no thread for it", e);
        }
    }

    /** The program has its end of the pipe, or there is none: from now on its end is the end. */
    void begun() {
        try {
            keeper.close();
        } catch (IOException e) {
            LOG.warn("{} cannot be closed: {}", pipe, e.toString());
        }
    }

    /** Where the program is to write to. */
    Path pipe() {
        return pipe;
    }

    private void run() {
        byte[] buffer = new byte[BUFFER];
        try (in;
                out) {
            int n = in.read(buffer);
            while (n >= 0 && !closing) {
                ByteBuffer output = ByteBuffer.wrap(buffer, 0, n);
                last.add(output);
                out.write(output);
                n = in.read(buffer);
            }
        } catch (IOException e) {
            LOG.warn("output from {} cannot be read: {}", pipe, e.toString());
        }
    }

    /** The last line so far. */
    String lastLine() {
        return last.text();
    }

    /**
     * Waits for the end of the output.
     *
     * @param millis to wait at most, above 0
     * @return whether it has come
     */
    boolean await(long millis) {
        try {
            thread.join(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    /** Ends it, also if somebody that we do not know still has the pipe. */
    @Override
    public void close() {
        begun();
        if (thread.isAlive() && !await(TimeUnit.SECONDS.toMillis(1))) {
            closing = true;
            wake();
        }
        Pipes.remove(pipe);
    }

    private void wake() {
        try (RandomAccessFile writer = new RandomAccessFile(pipe.toFile(), "rw")) {
            writer.write('\n');
            await(TimeUnit.SECONDS.toMillis(1));
        } catch (IOException e) {
            LOG.warn("output from {} cannot be ended: {}", pipe, e.toString());
        }
    }
}
