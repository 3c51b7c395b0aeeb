package org.dsp.apps.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.dsp.apps.cli.ExitStatus;
import org.dsp.apps.cli.Failure;
import org.dsp.ipc.DvkException;
import org.dsp.ipc.ErrorCode;
import org.dsp.ipc.Message;
import org.junit.jupiter.api.Test;

class ConversationTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private record Call(int endpoint, Message message, Duration timeout) {}

    private final Deque<Consumer<Message>> script = new ArrayDeque<>();
    private final List<Call> calls = new ArrayList<>();
    private final List<Integer> known = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private final Chunk chunk = new Chunk(0x100, ByteBuffer.allocate(FtpProtocol.CHUNK));
    private final Chunk path = new Chunk(0x200, ByteBuffer.allocate(3));

    private final Conversation conversation =
            new Conversation(
                    new ServerLink() {
                        @Override
                        public void call(int endpoint, Message message, Duration timeout) {
                            calls.add(new Call(endpoint, Message.of(message.bytes()), timeout));
                            script.remove().accept(message);
                        }

                        @Override
                        public void know(int endpoint) {
                            known.add(endpoint);
                        }

                        @Override
                        public void pause(Duration duration) {
                            pauses.add(duration);
                        }
                    },
                    "get \"a\"",
                    20,
                    TIMEOUT);

    private void answers(int... types) {
        for (int type : types) {
            script.add(message -> message.type(type));
        }
    }

    private void fails(ErrorCode... codes) {
        for (ErrorCode code : codes) {
            script.add(
                    message -> {
                        throw new DvkException(code, "sendrec");
                    });
        }
    }

    @Test
    void openingNamesThePath() {
        answers(20);
        assertThat(conversation.get(path, 3)).isEmpty();
        assertThat(calls)
                .containsExactly(
                        new Call(
                                20,
                                new Message().type(FtpProtocol.GET).m1().p1(0x200).i1(3).message(),
                                TIMEOUT));
        assertThat(known).as("it is known already").isEmpty();
    }

    @Test
    void theSizeIsTakenFromTheAnswer() {
        script.add(message -> SizeMark.put(message.type(20).m1(), 5_000_000_000L));
        assertThat(conversation.get(path, 3)).hasValue(5_000_000_000L);
    }

    @Test
    void aServerThatAnswersAnotherEndpointIsAskedThere() {
        answers(21);
        conversation.put(path, 3);
        assertThat(known).containsExactly(21);
        answers(0);
        conversation.putNext(chunk, 0, 0);
        assertThat(calls.get(1).endpoint()).isEqualTo(21);
        answers(0);
        conversation.cancel();
        assertThat(calls.get(2).endpoint()).isEqualTo(21);
    }

    @Test
    void aTimeOutIsRepeatedThreeTimes() {
        answers(20);
        conversation.get(path, 3);
        fails(ErrorCode.EDVSTIMEDOUT, ErrorCode.EDVSNOTCONN, ErrorCode.EDVSTIMEDOUT);
        script.add(message -> message.type(0).m1().i2(77));
        assertThat(conversation.getNext(chunk, 1L << 32 | 5)).isEqualTo(77);
        assertThat(calls.subList(1, 5)).allMatch(call -> call.equals(calls.get(1)));
        assertThat(calls.get(1).message().m1().i3()).isEqualTo(5);
        assertThat(pauses)
                .containsExactly(
                        Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
    }

    @Test
    void theFourthTimeOutEnds() {
        fails(
                ErrorCode.EDVSTIMEDOUT,
                ErrorCode.EDVSTIMEDOUT,
                ErrorCode.EDVSTIMEDOUT,
                ErrorCode.EDVSTIMEDOUT);
        assertThatThrownBy(() -> conversation.get(path, 3))
                .isInstanceOfSatisfying(
                        DvkException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.EDVSTIMEDOUT));
        assertThat(script).isEmpty();
    }

    @Test
    void aCopyOfTheServersThatTimedOutIsRepeatedToo() {
        answers(20, ErrorCode.EDVSTIMEDOUT.number(), ErrorCode.EDVSNOTCONN.number(), 0);
        conversation.put(path, 3);
        conversation.putNext(chunk, 0, 0);
        assertThat(calls).hasSize(4);
    }

    @Test
    void deathAndInterruptsAreNotRepeated() {
        for (ErrorCode code :
                List.of(ErrorCode.EDVSDSTDIED, ErrorCode.EDVSNOTBIND, ErrorCode.EDVSINTR)) {
            fails(code);
            assertThatThrownBy(() -> conversation.get(path, 3))
                    .isInstanceOfSatisfying(
                            DvkException.class, e -> assertThat(e.code()).isEqualTo(code));
        }
        assertThat(calls).hasSize(3);
    }

    @Test
    void aRefusalNamesTheFileAndTheReason() {
        answers(ErrorCode.EDVSNOSPC.number());
        assertThatThrownBy(() -> conversation.put(path, 3))
                .isInstanceOfSatisfying(
                        Failure.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.REFUSED))
                .hasMessage("get \"a\": the disk of the server is full, EDVSNOSPC (-28)");
        assertThat(calls).hasSize(1);
    }

    @Test
    void anUnknownCodeIsARefusalToo() {
        answers(-12_345);
        assertThatThrownBy(() -> conversation.put(path, 3))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("-12345");
    }

    @Test
    void moreBytesThanAskedForAreNotBelieved() {
        answers(20);
        conversation.get(path, 3);
        for (int length : new int[] {-1, FtpProtocol.CHUNK + 1}) {
            script.add(message -> message.type(0).m1().i2(length));
            assertThatThrownBy(() -> conversation.getNext(chunk, 0)).isInstanceOf(Failure.class);
        }
        answers(7);
        assertThatThrownBy(() -> conversation.getNext(chunk, 0)).isInstanceOf(Failure.class);
    }

    @Test
    void fewerBytesTakenThanGivenAreAnError() {
        answers(20);
        conversation.put(path, 3);
        script.add(message -> message.type(0).m1().i2(4));
        assertThatThrownBy(() -> conversation.putNext(chunk, 5, 0)).isInstanceOf(Failure.class);
    }

    @Test
    void theLastWordIsSaidOnceBrieflyAndNeverFails() {
        conversation.cancel();
        assertThat(calls).as("nothing was said before").isEmpty();
        answers(20);
        conversation.get(path, 3);
        fails(ErrorCode.EDVSDSTDIED);
        conversation.cancel();
        conversation.cancel();
        assertThat(calls).hasSize(2);
        assertThat(calls.get(1).message().type()).isEqualTo(FtpProtocol.CANCEL);
        assertThat(calls.get(1).timeout()).isEqualTo(Duration.ofSeconds(1));
    }
}
