package org.dsp.core.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Random;
import org.dsp.core.wire.ProxyHeader;
import org.junit.jupiter.api.Test;

class SendWindowTest {
    private final ProxyHeader header = new ProxyHeader();

    @Test
    void whateverIsSentAndAcknowledgedEachPayloadIsReleasedOnceAndInOrder() {
        Random random = new Random(3);
        SendWindow window = new SendWindow(1_000, 1 << 20, -700);
        ArrayDeque<TestPayload> kept = new ArrayDeque<>();
        int next = -700;
        for (int round = 0; round < 300; round++) {
            for (int i = random.nextInt(900); i > 0 && window.hasRoom(50); i--) {
                assertThat(window.next()).isEqualTo(next++);
                TestPayload payload = new TestPayload(50, "", next);
                window.add(header, payload);
                kept.add(payload);
            }
            int taken = random.nextInt(kept.size() + 1);
            int oldest = next - kept.size();
            assertThat(window.acknowledge(oldest + taken)).isEqualTo(taken);
            for (int i = 0; i < taken; i++) {
                assertThat(kept.remove().references()).isZero();
            }
            assertThat(kept).allMatch(payload -> payload.references() == 1);
            assertThat(window.commands()).isEqualTo(kept.size());
            assertThat(window.bytes()).isEqualTo(50L * kept.size());
        }
        window.restart(5);
        assertThat(kept).allMatch(payload -> payload.references() == 0);
        assertThat(window.next()).isEqualTo(5);
        assertThat(window.bytes()).isZero();
    }

    @Test
    void onlySequencesOfThisLinkEpochCanBeAcknowledged() {
        SendWindow window = new SendWindow(10, 1 << 20, -2);
        window.add(header, new TestPayload(0, "", 0));
        window.add(header, new TestPayload(0, "", 0));
        assertThat(window.isPossible(-3)).isFalse();
        assertThat(window.isPossible(-2)).isTrue();
        assertThat(window.isPossible(0)).isTrue();
        assertThat(window.isPossible(1)).isFalse();
        window.acknowledge(0);
        assertThat(window.isPossible(-2)).isTrue();
        assertThat(window.isPossible(-3)).isFalse();
        window.restart(-2);
        assertThat(window.isPossible(-1)).isFalse();
        assertThat(window.isPossible(-2)).isTrue();
    }
}
