package org.dsp.agent.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what a launcher tells. */
final class Recorder implements ProgramEvents {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<Long> pids = new CopyOnWriteArrayList<>();

    @Override
    public void started(long instance, long pid) {
        pids.add(pid);
        told.add(instance + " started");
    }

    @Override
    public void startFailed(long instance, String why) {
        told.add(instance + " failed: " + why);
    }

    @Override
    public void exited(long instance, int status, String text, boolean alive) {
        told.add(instance + (alive ? " exited, alive: " : " exited: ") + text);
    }

    @Override
    public void gone(long instance) {
        told.add(instance + " gone");
    }

    /** All so far, once the last of them is this. */
    List<String> until(String last) {
        await().pollInterval(Duration.ofMillis(5))
                .atMost(SOON)
                .untilAsserted(() -> assertThat(told).contains(last));
        return List.copyOf(told);
    }

    List<String> told() {
        return List.copyOf(told);
    }

    /** Of the first processes, in the order of their starts. */
    long pid(int index) {
        return pids.get(index);
    }
}
