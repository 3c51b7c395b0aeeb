package org.dsp.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrefetchedTest {
    private final Prefetched prefetched = new Prefetched();

    private void add(int tag, int source, int type) {
        prefetched.add(tag).clear().source(source).type(type);
    }

    private Message take(int index) {
        Message into = new Message();
        prefetched.take(index, into);
        return into;
    }

    @Test
    void theOldestThatMatchesIsFound() {
        add(1, 50, 10);
        add(2, 51, 11);
        add(3, 50, 12);
        assertThat(prefetched.find(Endpoints.ANY, true)).isZero();
        assertThat(prefetched.find(51, true)).isEqualTo(1);
        assertThat(prefetched.find(52, true)).isEqualTo(-1);
        assertThat(prefetched.tag(1)).isEqualTo(2);
        assertThat(take(1).type()).isEqualTo(11);
        assertThat(take(0).type()).isEqualTo(10);
        assertThat(take(0).type()).isEqualTo(12);
        assertThat(prefetched.size()).isZero();
    }

    @Test
    void notificationsCanBePassedOver() {
        add(1, 5, Endpoints.NOTIFY_MASK | 5);
        assertThat(prefetched.find(Endpoints.ANY, false)).isEqualTo(-1);
        add(2, 6, 1);
        assertThat(prefetched.find(Endpoints.ANY, false)).isEqualTo(1);
    }

    @Test
    void whatIsRetractedIsGone() {
        add(1, 50, 10);
        add(2, 51, 11);
        prefetched.retract(1);
        prefetched.retract(7);
        assertThat(prefetched.size()).isEqualTo(1);
        assertThat(take(0).source()).isEqualTo(51);
    }

    @Test
    void itHoldsManyAndTheirMessagesAreUsedAgain() {
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 100; i++) {
                add(i, i, round);
            }
            for (int i = 0; i < 100; i++) {
                assertThat(take(0)).isEqualTo(new Message().source(i).type(round));
            }
        }
    }
}
