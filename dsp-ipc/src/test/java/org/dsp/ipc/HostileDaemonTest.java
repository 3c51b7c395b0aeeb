package org.dsp.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.dsp.ipc.attach.AttachFrame;
import org.dsp.ipc.attach.AttachOp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a broken daemon sends: an error, no hang, and a fresh start at the next call. */
class HostileDaemonTest extends DaemonTest {
    /** A frame made from the number of the open call. */
    interface Bad extends BiFunction<Integer, AttachFrame, AttachFrame> {}

    static Stream<Arguments> badFrames() {
        return Stream.of(
                bad(
                        "op 70 with a payload of -1 bytes",
                        (n, f) -> f.start(AttachOp.INFO, n).length(-1)),
                bad("a payload of 65537 bytes", (n, f) -> f.start(AttachOp.INFO, n).length(65537)),
                bad(
                        "a payload of 2147483647 bytes",
                        (n, f) -> f.start(AttachOp.WRITE, n).length(Integer.MAX_VALUE)),
                bad("the unknown op 0", (n, f) -> f.start(0, n)),
                bad("the unknown op 65535", (n, f) -> f.start(-1, n)),
                bad("the unknown op 11", (n, f) -> f.start(AttachOp.RECEIVE, n)),
                bad(
                        "op 65 with a payload of 1 bytes",
                        (n, f) -> f.start(AttachOp.RESULT, n).length(1)),
                bad("op 66 with a payload", (n, f) -> f.start(AttachOp.MESSAGE, n).length(1)),
                bad("op 68 with a payload", (n, f) -> f.start(AttachOp.READ, n).length(1)),
                bad("a second WELCOME", (n, f) -> f.start(AttachOp.WELCOME, 0).a0(1)),
                bad("a result of call", (n, f) -> f.start(AttachOp.RESULT, n + 1).a0(-1)),
                bad("a result of call 0", (n, f) -> f.start(AttachOp.RESULT, 0).a0(-1)),
                bad("a message for call", (n, f) -> f.start(AttachOp.MESSAGE, n - 1)),
                bad("a message for call 0", (n, f) -> f.start(AttachOp.MESSAGE, 0)),
                bad("success for a receive", (n, f) -> f.start(AttachOp.RESULT, n)),
                bad("a READ of 65537 bytes", (n, f) -> f.start(AttachOp.READ, n).a2(65537)),
                bad("a READ of -1 bytes", (n, f) -> f.start(AttachOp.READ, n).a2(-1)),
                bad("information for call", (n, f) -> f.start(AttachOp.INFO, n)));
    }

    private static Arguments bad(String why, Bad frame) {
        return Arguments.of(why, frame);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badFrames")
    void aFrameThatCannotBeBreaksTheConnectionOnce(String why, Bad bad) {
        Background<Message> call = Background.call(() -> me.receive(50));
        AttachFrame receive = peer.expect(AttachOp.RECEIVE);
        peer.write(bad.apply(receive.call(), new AttachFrame()));
        DvkException e = call.failure();
        assertThat(e.code()).isEqualTo(ErrorCode.EDVSNOTCONN);
        assertThat(e).hasMessageContaining("broke the protocol").hasMessageContaining(why);
        peer.expectEnd();
        Background<Message> next = Background.call(() -> me.receive(50));
        Peer again = daemon.next();
        again.message(again.expect(AttachOp.RECEIVE), message(50, 1));
        next.get();
    }

    @Test
    void aMessageForACallThatHasNoneBreaksTheConnection() {
        Background<Void> call = Background.run(() -> me.send(50, message(0, 1)));
        peer.message(peer.expect(AttachOp.SEND), message(50, 1));
        assertThat(call.failure()).hasMessageContaining("a message for a send to endpoint 50");
    }

    @Test
    void halfAFrameIsWaitedForAndItsEndIsTheEndOfTheConnection() {
        Background<Message> call = Background.call(() -> me.receive(50));
        AttachFrame receive = peer.expect(AttachOp.RECEIVE);
        byte[] frame = Peer.message(receive.call(), message(50, 1)).array();
        peer.writeBytes(Arrays.copyOf(frame, 63));
        call.staysFor(Duration.ofMillis(30));
        peer.close();
        assertThat(call.failure().code()).isEqualTo(ErrorCode.EDVSNOTCONN);
    }

    @Test
    void framesMayComeByteByByte() {
        Background<Message> call = Background.call(() -> me.receive(50));
        AttachFrame receive = peer.expect(AttachOp.RECEIVE);
        Window window = me.memory().register(new byte[3]);
        AttachFrame write =
                new AttachFrame().start(AttachOp.WRITE, receive.call()).a1(window.address());
        for (byte[] part : new byte[][] {write.length(3).array(), {1, 2, 3}}) {
            for (byte b : part) {
                peer.writeBytes(new byte[] {b});
            }
        }
        assertThat(peer.expect(AttachOp.WRITE_ACK).a1()).isEqualTo(3);
        for (byte b : Peer.message(receive.call(), message(50, 1)).array()) {
            peer.writeBytes(new byte[] {b});
        }
        assertThat(call.get()).isEqualTo(message(50, 1));
    }

    @Test
    void randomBytesEndEveryCall() {
        for (long seed = 0; seed < 100; seed++) {
            Background<Message> call = Background.call(() -> me.receive(50, SECOND));
            peer.expect(AttachOp.RECEIVE);
            byte[] noise = new byte[64 + (int) seed * 3];
            new Random(seed).nextBytes(noise);
            peer.writeBytes(noise);
            assertThat(call.failure().code()).as("seed " + seed).isEqualTo(ErrorCode.EDVSNOTCONN);
            Background<Void> next = Background.run(() -> me.notify(5));
            peer = daemon.next();
            peer.result(peer.expect(AttachOp.NOTIFY), 0);
            next.get();
        }
    }

    @Test
    void framesOfRandomFieldsNeverHangACall() {
        int[] ops = {
            AttachOp.RESULT, AttachOp.MESSAGE, AttachOp.RETRACT, AttachOp.READ, AttachOp.WRITE
        };
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            Background<Message> call = Background.call(() -> me.receive(Endpoints.ANY));
            AttachFrame receive = peer.expect(AttachOp.RECEIVE);
            AttachFrame frame =
                    new AttachFrame()
                            .start(
                                    ops[random.nextInt(ops.length)],
                                    receive.call() + random.nextInt(3) - 1)
                            .flags(random.nextInt(2))
                            .a0(random.nextInt(5) - 2)
                            .a1(random.nextInt())
                            .a2(random.nextInt(70_000) - 1000);
            peer.writeBytes(frame.array(), Peer.message(receive.call(), message(50, 1)).array());
            try {
                assertThat(call.get().source()).isIn(50, 0);
            } catch (AssertionError e) {
                assertThat(e.getCause()).isInstanceOf(DvkException.class);
            }
            me.close();
            me = dvk.bind(0, 20, "tester");
            peer = daemon.next();
        }
    }
}
