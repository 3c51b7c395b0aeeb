package org.dsp.agent.launch;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
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
    private final FileChannel in;
    private final OutputFile out;
    private final LastLine last = new LastLine();
    private final Thread thread;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

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
            in = FileChannel.open(pipe, StandardOpenOption.READ);
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
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        try (in;
                out) {
            while (in.read(buffer) >= 0) {
                buffer.flip();
                last.add(buffer);
                out.write(buffer);
                buffer.clear();
            }
        } catch (AsynchronousCloseException e) {
            LOG.debug("output from {} is cut", pipe, e);
        } catch (IOException e) {
            LOG.warn("output from {} cannot be read: {}", pipe, e.toString());
        } finally {
            ended.complete(null);
        }
    }

    /** The last line so far. */
    String lastLine() {
        return last.text();
    }

    /** Done when all output is in its file. Its own for each caller. */
    CompletableFuture<Void> ended() {
        return ended.copy();
    }

    /** No process of the program lives: what it has written is still read, until its end. */
    @Override
    public void close() {
        begun();
        Pipes.remove(pipe);
    }

    /** Reads no more, though somebody still has the pipe. */
    void cut() {
        try {
            in.close();
        } catch (IOException e) {
            LOG.warn("output from {} cannot be ended: {}", pipe, e.toString());
        }
    }
}
