package org.dsp.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A call of the library in a thread of its own, while the test plays the daemon. */
final class Background<T> {
    /** What kinds of threads this JDK has. */
    enum Kind {
        PLATFORM,
        VIRTUAL
    }

    private final FutureTask<T> task;
    private final Thread thread;
    private volatile boolean interruptedAfter;

    private Background(Kind kind, Callable<T> call) {
        task =
                new FutureTask<>(
                        () -> {
                            try {
                                return call.call();
                            } finally {
                                interruptedAfter = Thread.interrupted();
                            }
                        });
        thread = kind == Kind.VIRTUAL ? virtual(task) : platform(task);
    }

    static <T> Background<T> call(Callable<T> call) {
        return new Background<>(Kind.PLATFORM, call);
    }

    static <T> Background<T> call(Kind kind, Callable<T> call) {
        return new Background<>(kind, call);
    }

    static Background<Void> run(Runnable run) {
        return call(
                () -> {
                    run.run();
                    return null;
                });
    }

    /** The kinds that this JDK has: virtual threads from 21 on. */
    static Stream<Kind> kinds() {
        return Runtime.version().feature() >= 21
                ? Stream.of(Kind.values())
                : Stream.of(Kind.PLATFORM);
    }

    private static Thread platform(Runnable run) {
        Thread thread = new Thread(run, "background");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static Thread virtual(Runnable run) {
        try {
            return (Thread)
                    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, run);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no virtual threads", e);
        }
    }

    T get() {
        try {
            return task.get(10, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("the call failed", e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** What the call throws. */
    DvkException failure() {
        try {
            T result = task.get(10, TimeUnit.SECONDS);
            throw new AssertionError("no failure but " + result);
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(DvkException.class);
            return (DvkException) e.getCause();
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    boolean isDone() {
        return task.isDone();
    }

    void interrupt() {
        thread.interrupt();
    }

    /** Whether the thread's interrupt flag was set when the call had ended. */
    boolean wasInterruptedAfter() {
        return interruptedAfter;
    }

    /** It does not end within this time. */
    void staysFor(Duration time) {
        try {
            task.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return;
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("ended already");
    }
}
