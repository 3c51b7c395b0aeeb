package org.dsp.apps.cli;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The end of a program as others ask for it: SIGTERM, SIGINT, the end of standard input. The JVM
 * waits for the program to close this (at most {@link #GRACE}), then ends with 128 + the signal.
 */
public final class Stop implements AutoCloseable {
    /** How long the JVM waits after a signal. */
    public static final Duration GRACE = Duration.ofSeconds(5);

    private final Runnable wake;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::onSignal, "stop");
    private volatile boolean requested;

    private Stop(Runnable wake) {
        this.wake = wake;
    }

    /**
     * Starts to watch for signals.
     *
     * @param wake makes the program look at {@link #requested}; called on another thread
     */
    public static Stop onSignal(Runnable wake) {
        Stop stop = new Stop(wake);
        Runtime.getRuntime().addShutdownHook(stop.hook);
        return stop;
    }

    /** Ends the program too when {@code input} ends, on a thread of its own. */
    public Stop orEndOf(InputStream input) {
        Thread watch = new Thread(() -> watch(input), "stdin");
        watch.setDaemon(true);
        watch.start();
        return this;
    }

    /** Whether the program is to end. Any thread. */
    public boolean requested() {
        return requested;
    }

    /** Asks the program to end. Any thread. */
    public void request() {
        requested = true;
        wake.run();
    }

    /** The program has cleaned up; the JVM may end. */
    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending: the hook runs, and the latch lets it go on.
            requested = true;
        }
    }

    private void onSignal() {
        request();
        try {
            if (!ended.await(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("not cleaned up within " + GRACE.toSeconds() + " s of a signal");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch(InputStream input) {
        byte[] ignored = new byte[512];
        try {
            while (input.read(ignored) >= 0) {
                // What is written there means nothing; that it ends does.
            }
        } catch (IOException e) {
            // Unreadable is as good as ended: whoever held the other end is gone.
            requested = true;
        }
        request();
    }
}
