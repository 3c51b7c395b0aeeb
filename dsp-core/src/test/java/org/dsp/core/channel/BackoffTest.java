package org.dsp.core.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final long MS = 1_000_000L;

    @Test
    void waitsDoubleFromTheShortestToTheLongestWithJitter() {
        Set<Long> firsts = new HashSet<>();
        for (int seed = 0; seed < 1_000; seed++) {
            Backoff backoff = new Backoff(10 * MS, 500 * MS, seed);
            long ceiling = 20 * MS;
            firsts.add(backoff.next());
            for (int i = 0; i < 10; i++) {
                ceiling = Math.min(500 * MS, 2 * ceiling);
                assertThat(backoff.next()).isBetween(ceiling / 2, ceiling);
            }
            backoff.reset();
            assertThat(backoff.next()).isBetween(10 * MS, 20 * MS);
            backoff.slow();
            assertThat(backoff.next()).isBetween(250 * MS, 500 * MS);
        }
        assertThat(firsts).hasSizeGreaterThan(990);
        assertThat(firsts).allMatch(wait -> wait >= 10 * MS && wait <= 20 * MS);
    }

    @Test
    void theShortestMayBeTheLongest() {
        Backoff backoff = new Backoff(10 * MS, 10 * MS, 1);
        for (int i = 0; i < 5; i++) {
            assertThat(backoff.next()).isEqualTo(10 * MS);
        }
    }

    @Test
    void attemptsThatFailFollowEachOtherMoreAndMoreSlowly() {
        Scripted node = new Scripted();
        int attempts = 0;
        long end = node.now + 10_000 * MS;
        while (node.now < end) {
            node.now = node.channel.nextDeadline();
            node.channel.tick(node.now);
            if (node.events.remove("connect")) {
                attempts++;
                node.channel.connectFailed("refused", node.now);
            }
        }
        assertThat(attempts).isBetween(22, 48);
    }

    @Test
    void aJoinOfThePeerStartsAnAttemptAtOnce() {
        Scripted node = new Scripted();
        for (int i = 0; i < 10; i++) {
            node.now = node.channel.nextDeadline();
            node.channel.tick(node.now);
            node.channel.connectFailed("refused", node.now);
        }
        node.events.clear();
        node.peerJoins(0, 0, 0);
        assertThat(node.events).containsExactly("connect");
        node.peerJoins(0, 0, 0);
        assertThat(node.events).as("one at a time").containsExactly("connect");
    }

    @Test
    void aLinkThatKeepsBreakingDoesNotResetThePace() {
        Scripted node = new Scripted();
        int attempts = 0;
        long end = node.now + 10_000 * MS;
        while (node.now < end) {
            node.now = node.channel.nextDeadline();
            node.channel.tick(node.now);
            if (node.events.remove("connect")) {
                attempts++;
                Scripted.Wire out = new Scripted.Wire();
                node.channel.connected(out, node.now);
                node.ack(out, out.frames.remove(), 0, 0);
                node.channel.disconnected(out, "reset", node.now);
            }
        }
        assertThat(attempts).isBetween(22, 48);
    }
}
