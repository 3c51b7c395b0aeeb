package org.dsp.apps.ftp;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.dsp.ipc.ErrorCode;

/** Disk work on a few threads, so that one slow disk or file does not hold up everybody. */
final class DiskThreads implements Disk {
    private final BlockingQueue<Runnable> results = new LinkedBlockingQueue<>();
    private final ExecutorService threads;
    private final Runnable bell;
    private int running;

    /**
     * Starts the threads.
     *
     * @param bell called, on any thread, when {@link #finish} has something to do
     */
    DiskThreads(int threads, Runnable bell) {
        this.bell = bell;
        this.threads =
                Executors.newFixedThreadPool(
                        threads,
                        work -> {
                            Thread thread = new Thread(work, "disk");
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    @Override
    public <T> void run(Work<T> work, Consumer<? super T> done, Consumer<? super Refusal> failed) {
        running++;
        threads.execute(
                () -> {
                    results.add(outcome(work, done, failed));
                    bell.run();
                });
    }

    private static <T> Runnable outcome(
            Work<T> work, Consumer<? super T> done, Consumer<? super Refusal> failed) {
        try {
            T result = work.run();
            return () -> done.accept(result);
        } catch (Refusal e) {
            return () -> failed.accept(e);
        } catch (IOException e) {
            Refusal refusal = DiskErrors.refusal(e);
            return () -> failed.accept(refusal);
        } catch (RuntimeException e) {
            // A mistake of ours shall end one transfer, with a line in the log, not the server.
            Refusal refusal = new Refusal(ErrorCode.EDVSIO, "unexpected: " + e);
            return () -> failed.accept(refusal);
        }
    }

    /** On the server's thread: calls back for all work that is done. */
    void finish() {
        for (Runnable result = results.poll(); result != null; result = results.poll()) {
            call(result);
        }
    }

    /**
     * On the server's thread: waits at most {@code nanos} for work to end, and calls back for it.
     */
    void finishOne(long nanos) throws InterruptedException {
        Runnable result = results.poll(nanos, TimeUnit.NANOSECONDS);
        if (result != null) {
            call(result);
        }
    }

    private void call(Runnable result) {
        running--;
        result.run();
    }

    /** On the server's thread: whether no work runs. */
    boolean isIdle() {
        return running == 0;
    }

    /** Takes no new work. */
    void close() {
        threads.shutdown();
    }
}
