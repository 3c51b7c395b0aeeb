package org.dsp.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InboxTest {
    private final List<String> ran = new ArrayList<>();

    @Test
    void eventsComeInOrder() throws Exception {
        Inbox inbox = new Inbox(1000);
        inbox.add(() -> ran.add("a"));
        inbox.offer(() -> ran.add("b"), 10);
        inbox.add(() -> ran.add("c"));

        for (int i = 0; i < 3; i++) {
            inbox.poll(0).orElseThrow().run();
        }
        assertThat(inbox.poll(0)).isEmpty();
        assertThat(ran).containsExactly("a", "b", "c");
    }

    @Test
    void packetsAreBoundedAndOtherEventsAreNot() throws Exception {
        Inbox inbox = new Inbox(1000);
        assertThat(inbox.offer(() -> ran.add("a"), 900)).isTrue();
        assertThat(inbox.offer(() -> ran.add("b"), 900)).isFalse();
        inbox.add(() -> ran.add("c"));

        inbox.poll(0).orElseThrow().run();
        assertThat(inbox.offer(() -> ran.add("d"), 900)).isTrue();
        inbox.poll(0).orElseThrow().run();
        assertThat(ran).containsExactly("a", "c");
    }

    @Test
    void waitingEndsInTime() throws Exception {
        long began = System.nanoTime();

        assertThat(new Inbox(1).poll(Duration.ofMillis(20).toNanos())).isEmpty();
        assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(20_000_000);
    }

    @Test
    void waitingEndsWithAnEvent() throws Exception {
        Inbox inbox = new Inbox(1);
        Thread other = new Thread(() -> inbox.add(() -> ran.add("a")));
        other.start();

        inbox.poll(Duration.ofSeconds(30).toNanos()).orElseThrow().run();
        assertThat(ran).containsExactly("a");
    }
}
