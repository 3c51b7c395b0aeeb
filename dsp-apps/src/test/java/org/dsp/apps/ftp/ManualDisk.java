package org.dsp.apps.ftp;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** Does its work when a test says so. */
final class ManualDisk implements Disk {
    private final Deque<Runnable> waiting = new ArrayDeque<>();

    @Override
    public <T> void run(Work<T> work, Consumer<? super T> done, Consumer<? super Refusal> failed) {
        waiting.add(
                () -> {
                    T result;
                    try {
                        result = work.run();
                    } catch (Refusal e) {
                        failed.accept(e);
                        return;
                    } catch (IOException e) {
                        failed.accept(DiskErrors.refusal(e));
                        return;
                    }
                    done.accept(result);
                });
    }

    /** Does the oldest piece of work; false if there is none. */
    boolean runOne() {
        Runnable work = waiting.poll();
        if (work != null) {
            work.run();
        }
        return work != null;
    }

    void runAll() {
        while (runOne()) {
            // runOne does it.
        }
    }

    int waiting() {
        return waiting.size();
    }
}
