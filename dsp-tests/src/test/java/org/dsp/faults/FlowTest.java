package org.dsp.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class FlowTest {
    private final Flow flow = new Flow();

    @Test
    void aPieceIsThereFromItsTimeOnAndUntilItIsTaken() {
        flow.add(ByteBuffer.wrap(new byte[] {1, 2, 3}), 10);
        flow.add(ByteBuffer.wrap(new byte[] {4}), 12);

        assertThat(flow.arrived(9).remaining()).isZero();
        assertThat(flow.next()).isEqualTo(10);
        ByteBuffer first = flow.arrived(10);
        assertThat(first.get()).isEqualTo((byte) 1);
        assertThat(flow.arrived(10).remaining()).isEqualTo(2);
        first.position(first.limit());
        assertThat(flow.arrived(11).remaining()).isZero();
        assertThat(flow.next()).isEqualTo(12);
        assertThat(flow.arrived(12).get()).isEqualTo((byte) 4);
        assertThat(flow.arrived(12).remaining()).isZero();
        assertThat(flow.isEmpty()).isTrue();
    }

    @Test
    void theEndArrivesAfterAllBytesAndNotBeforeItsTime() {
        flow.add(ByteBuffer.wrap(new byte[] {1}), 10);
        flow.end(20);

        assertThat(flow.endArrived(30)).isFalse();
        flow.arrived(30).get();
        assertThat(flow.arrived(30).remaining()).isZero();
        assertThat(flow.next()).isEqualTo(20);
        assertThat(flow.endArrived(19)).isFalse();
        assertThat(flow.endArrived(20)).isTrue();
        assertThat(flow.hasRoom()).isFalse();
    }

    @Test
    void whoSendsMoreThanTheBoundHasToWait() {
        ByteBuffer piece = ByteBuffer.allocate(1 << 20);
        long pieces = Flow.MOST / piece.capacity();
        for (int i = 0; i < pieces; i++) {
            assertThat(flow.hasRoom()).isTrue();
            flow.add(piece.duplicate(), 10);
        }
        assertThat(flow.hasRoom()).isFalse();

        ByteBuffer first = flow.arrived(10);
        first.position(first.limit());
        flow.arrived(10);
        assertThat(flow.hasRoom()).isTrue();
    }
}
