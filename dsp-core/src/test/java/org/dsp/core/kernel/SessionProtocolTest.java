package org.dsp.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.dsp.core.Payload;
import org.dsp.ipc.ErrorCode;
import org.dsp.ipc.attach.AttachFrame;
import org.dsp.ipc.attach.AttachOp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ends a session, and that it ends no other. */
class SessionProtocolTest {
    private final KernelLab lab = new KernelLab(1, 2);
    private final AttachFrame f = new AttachFrame();

    @AfterEach
    void nothingIsLeft() {
        lab.assertClean();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 11, 12, 20, 21, 18, 0, 24, 64, 65_535})
    void nothingButHelloComesFirst(int op) {
        Program p = lab.stranger(1, 7);

        p.send(f.start(op, 1), payload(op == AttachOp.READ_DATA ? 10 : 0));

        assertBye(p, "the first frame is op " + op);
    }

    @Test
    void aHelloWithoutTheMagicIsNone() {
        Program p = lab.stranger(1, 7);

        p.send(f.start(AttachOp.HELLO, 0).a0(AttachFrame.VERSION), Payload.EMPTY);

        assertBye(p, "expected HELLO");
    }

    @Test
    void anotherVersionIsRefusedByName() {
        Program p = lab.stranger(1, 7);

        p.send(f.start(AttachOp.HELLO, 0).a0(2).a1(AttachFrame.MAGIC), Payload.EMPTY);

        assertBye(p, "version 2; spoken here: 1");
    }

    @Test
    void aSecondHelloEndsTheSession() {
        Program p = lab.program(1, 5);

        p.hello();

        assertBye(p, "HELLO a second time");
        assertThat(lab.process(1, 5)).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 24, 63, 64, 72, 65_535})
    void anUnknownOpEndsTheSession(int op) {
        breaks(p -> p.send(f.start(op, 99), Payload.EMPTY), "unknown op " + op);
    }

    @Test
    void aPayloadWhereNoneBelongsEndsTheSession() {
        breaks(p -> p.send(f.start(AttachOp.SEND, 99), payload(3)), "carries 3 bytes; allowed 0");
    }

    @Test
    void callZeroEndsTheSession() {
        breaks(p -> p.send(f.start(AttachOp.RECEIVE, 0), Payload.EMPTY), "call 0");
    }

    @Test
    void aCallNumberThatDoesNotGrowEndsTheSession() {
        breaks(p -> p.send(f.start(AttachOp.UNBIND, 1), Payload.EMPTY), "allowed larger ones");
    }

    @Test
    void callNumbersGrowThroughTheWrap() {
        Program p = lab.program(1, 5);
        p.numberAfter(Integer.MAX_VALUE - 1);

        assertThat(p.wait4bind(5, 0).code()).isZero();
        assertThat(p.wait4bind(5, 0).code()).isZero();
        assertThat(p.lastCall()).isEqualTo(Integer.MIN_VALUE);
        assertThat(p.closedByKernel()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                AttachOp.BIND,
                AttachOp.UNBIND,
                AttachOp.SEND,
                AttachOp.RECEIVE,
                AttachOp.REPLY,
                AttachOp.NODE_INFO,
                AttachOp.PROC_INFO
            })
    void aSecondCallWhileOneIsOpenEndsTheSession(int op) {
        breaks(
                p -> {
                    p.receive();
                    p.send(f.start(op, 99), Payload.EMPTY);
                },
                "call 99 while call 2 is open");
    }

    @Test
    void bytesThatAreNoFrameEndTheSession() {
        breaks(
                p -> {
                    p.session.malformed("a length of 2147483647", lab.now());
                    lab.changed();
                },
                "a length of 2147483647");
    }

    @Test
    void whatComesAfterByeIsReleasedAndIgnored() {
        Program p = lab.program(1, 5);
        lab.stepwise = true;
        p.send(f.start(99, 99), Payload.EMPTY);
        p.send(f.start(AttachOp.READ_DATA, 0), payload(10));
        p.session.malformed("once more", lab.now());
        lab.run();

        assertThat(p.got.stream().filter(s -> s.op() == AttachOp.BYE)).hasSize(1);
    }

    @Test
    void answersToNothingAreIgnored() {
        Program p = lab.program(1, 5);
        p.send(f.start(AttachOp.CANCEL, 1), Payload.EMPTY);
        p.send(f.start(AttachOp.CANCEL, 99), Payload.EMPTY);
        p.taken(17);
        p.send(f.start(AttachOp.WRITE_ACK, 0).a0(4096).a1(10), Payload.EMPTY);
        p.send(f.start(AttachOp.READ_DATA, 0).a0(-1).a1(10), payload(10));
        Program unbound = lab.stranger(1, 8).hello();
        unbound.send(f.start(AttachOp.READ_DATA, 0).a0(1).a1(10), payload(10));
        unbound.send(f.start(AttachOp.WRITE_ACK, 0).a0(1).a1(10), Payload.EMPTY);
        unbound.taken(1);

        assertThat(p.closedByKernel()).isFalse();
        assertThat(unbound.closedByKernel()).isFalse();
    }

    @Test
    void everyProcessIsToldWhenTheDaemonStops() {
        Program a = lab.program(1, 5);
        Program b = lab.stranger(1, 7);
        lab.kernel(1).stop("the daemon stops", lab.now());
        lab.run();

        assertThat(a.closeReason()).isEqualTo("the daemon stops");
        assertThat(b.closeReason()).isEqualTo("the daemon stops");
        assertThat(a.got.get(a.got.size() - 1).a0()).isEqualTo(Codes.NOTCONN);
    }

    private void breaks(Consumer<Program> what, String why) {
        Program other = lab.program(1, 6);
        Ended waiting = other.receive();
        Program p = lab.program(1, 5);

        what.accept(p);

        assertBye(p, why);
        assertThat(lab.process(1, 5)).isNull();
        assertThat(waiting.open()).isTrue();
        assertThat(other.closedByKernel()).isFalse();
    }

    private static void assertBye(Program p, String why) {
        Sent last = p.got.get(p.got.size() - 1);
        assertThat(last.op()).isEqualTo(AttachOp.BYE);
        assertThat(last.a0()).isEqualTo(ErrorCode.EDVSBADVALUE.number());
        assertThat(new String(last.payload(), StandardCharsets.UTF_8)).contains(why);
        assertThat(p.closeReason()).contains(why);
    }

    private Payload payload(int bytes) {
        return lab.ledger.payload(new byte[bytes]);
    }
}
