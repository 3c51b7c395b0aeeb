package org.dsp.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.dsp.core.agent.Member;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final Optional<Member> ALL = Optional.empty();
    private static final Optional<Member> ONE = Optional.of(Member.agent(1, 1));

    private static byte[] message(int length) {
        return new byte[length];
    }

    @Test
    void whatFollowsEachOtherToTheSameReceiverTravelsTogetherInOrder() throws Exception {
        Outbox outbox = new Outbox(10_000);
        outbox.offer(ALL, message(1));
        outbox.offer(ALL, message(2));
        outbox.offer(ONE, message(3));
        outbox.offer(ALL, message(4));

        Outbox.Parcel first = outbox.take().orElseThrow();
        assertThat(first.to()).isEmpty();
        assertThat(first.messages()).extracting(m -> m.length).containsExactly(1, 2);
        Outbox.Parcel second = outbox.take().orElseThrow();
        assertThat(second.to()).isEqualTo(ONE);
        assertThat(second.messages()).extracting(m -> m.length).containsExactly(3);
        assertThat(outbox.take().orElseThrow().messages())
                .extracting(m -> m.length)
                .containsExactly(4);
    }

    @Test
    void aPacketIsBoundedButForOneLongMessage() throws Exception {
        Outbox outbox = new Outbox(1_000_000);
        outbox.offer(ALL, message(Packets.MOST - 100));
        outbox.offer(ALL, message(200));
        outbox.offer(ALL, message(200_000));

        assertThat(outbox.take().orElseThrow().messages()).hasSize(1);
        assertThat(outbox.take().orElseThrow().messages()).hasSize(1);
        assertThat(outbox.take().orElseThrow().messages())
                .extracting(m -> m.length)
                .containsExactly(200_000);
    }

    @Test
    void fullItTakesNothingMoreUntilSomethingWent() throws Exception {
        Outbox outbox = new Outbox(1000);
        assertThat(outbox.offer(ALL, message(900))).isTrue();
        assertThat(outbox.offer(ALL, message(100))).isFalse();

        assertThat(outbox.take()).isPresent();
        assertThat(outbox.offer(ALL, message(100))).isTrue();
        outbox.clear();
        assertThat(outbox.offer(ALL, message(900))).isTrue();
    }

    @Test
    void oneMessageThatIsLongerThanTheBoundIsTaken() {
        assertThat(new Outbox(10).offer(ALL, message(100))).isTrue();
    }

    @Test
    void closedItGivesOutWhatWaitsAndThenNothing() throws Exception {
        Outbox outbox = new Outbox(1000);
        outbox.offer(ALL, message(1));
        outbox.close();
        assertThat(outbox.offer(ALL, message(1))).isTrue();

        assertThat(outbox.take()).isPresent();
        assertThat(outbox.take()).isEmpty();
    }

    @Test
    void closingEndsAWait() throws Exception {
        Outbox outbox = new Outbox(1000);
        CompletableFuture<Optional<Outbox.Parcel>> taken =
                CompletableFuture.supplyAsync(() -> takeFrom(outbox));
        outbox.close();

        assertThat(taken.get(10, TimeUnit.SECONDS)).isEmpty();
    }

    private static Optional<Outbox.Parcel> takeFrom(Outbox outbox) {
        try {
            return outbox.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
