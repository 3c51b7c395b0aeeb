package org.dsp.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.dsp.ipc.Endpoints;
import org.dsp.ipc.attach.AttachOp;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages ahead of their receive, as far as the receiver gave credit. */
class PrefetchTest {
    private final KernelLab lab = new KernelLab(1, 2);
    private Program server;
    private final List<Program> clients = new ArrayList<>();
    private final List<Ended> asked = new ArrayList<>();

    @BeforeEach
    void fiveWait() {
        server = lab.program(2, 10);
        for (int i = 0; i < 5; i++) {
            Program c = lab.program(i % 2 + 1, 50 + i);
            if (c.node == 1) {
                c.rmtbind(10, 2);
            }
            clients.add(c);
            asked.add(c.sendrec(10, i));
        }
    }

    @Test
    void theyFollowTheMessageThatEndsTheReceiveInOrder() {
        Ended received = server.receive(Endpoints.ANY, -1, 4);

        assertThat(received.note().source()).isEqualTo(50);
        assertThat(server.ahead.stream().map(s -> s.note().source())).containsExactly(51, 52, 53);
        assertThat(server.ahead.stream().map(Sent::call)).containsOnly(0);
        assertThat(server.ahead.stream().map(Sent::a0).distinct()).hasSize(3);
        assertThat(server.take()).extracting(Note::source, Note::value).contains(51, 1);
        server.reply(51, 11);
        assertThat(asked.get(1).note().value()).isEqualTo(11);
    }

    @Test
    void creditOfOneBringsNothingAhead() {
        for (int credit : new int[] {Integer.MIN_VALUE, -1, 0, 1}) {
            server.receive(Endpoints.ANY, -1, credit);
            assertThat(server.ahead).isEmpty();
        }
    }

    @Test
    void creditIsBounded() {
        for (int i = 0; i < 100; i++) {
            lab.program(2, 60 + i).sendrec(10, i);
        }
        server.receive(Endpoints.ANY, -1, Integer.MAX_VALUE);

        assertThat(server.ahead).hasSize(ProcessSession.MAX_CREDIT - 1);
    }

    @Test
    void whatIsNotTakenCountsAgainstTheNextCredit() {
        server.receive(Endpoints.ANY, -1, 3);
        assertThat(server.ahead).hasSize(2);

        server.receive(Endpoints.ANY, -1, 3);

        assertThat(server.ahead.stream().map(s -> s.note().source())).containsExactly(51, 52);
        server.take();
        server.receive(Endpoints.ANY, -1, 3);
        assertThat(server.ahead.stream().map(s -> s.note().source())).containsExactly(52);
    }

    @Test
    void nothingComesAheadBetweenCalls() {
        server.receive(Endpoints.ANY, -1, 64);
        assertThat(server.ahead).hasSize(4);
        lab.program(2, 70).sendrec(10, 0);
        assertThat(server.ahead).hasSize(4);
        while (!server.ahead.isEmpty()) {
            server.take();
        }
        lab.program(2, 71).sendrec(10, 0);
        assertThat(server.ahead).isEmpty();

        assertThat(server.receive(Endpoints.ANY, -1, 64).note().source()).isEqualTo(70);
        assertThat(server.ahead.stream().map(s -> s.note().source())).containsExactly(71);
    }

    @Test
    void aReceiveOfOneBringsNothingAhead() {
        server.receive(52, -1, 64);

        assertThat(server.ahead).isEmpty();
    }

    @Test
    void notificationsAreNeverAhead() {
        Program notifier = lab.program(2, 11);
        notifier.notify(10);

        Ended received = server.receive(Endpoints.ANY, -1, 64);

        assertThat(received.note().type()).isEqualTo(Endpoints.NOTIFY_MASK | 11);
        assertThat(server.ahead).hasSize(5).noneMatch(s -> s.note().source() == 11);
    }

    @Test
    void aSendAheadIsDoneWhenItIsTaken() {
        Program sender = lab.program(1, 12);
        sender.rmtbind(10, 2);
        Ended sent = sender.send(10, 9);
        server.receive(Endpoints.ANY, -1, 64);
        for (int i = 0; i < 4; i++) {
            server.take();
        }
        assertThat(sent.open()).isTrue();

        assertThat(server.take().source()).isEqualTo(12);

        assertThat(sent.code()).isZero();
    }

    @Test
    void whatIsAheadIsNotYetOwedAnAnswer() {
        server.receive(Endpoints.ANY, -1, 64);

        assertThat(server.reply(51, 1).code()).isEqualTo(Codes.PROCSTS);
        server.take();
        assertThat(server.reply(51, 1).code()).isZero();
    }

    @Test
    void aSenderThatDiesOrTimesOutAheadIsRetracted() {
        Program timed = lab.program(2, 80);
        timed.sendrec(10, 0, 10);
        server.receive(Endpoints.ANY, -1, 64);
        clients.get(1).kill();
        clients.get(2).kill();
        clients.get(3).cancel(asked.get(3));
        lab.advanceMillis(10);

        assertThat(server.ahead.stream().map(s -> s.note().source())).containsExactly(54);
        assertThat(server.got.stream().filter(s -> s.op() == AttachOp.RETRACT)).hasSize(4);
        server.take();
        assertThat(server.reply(54, 1).code()).isZero();
    }

    @Test
    void aTakenThatCrossesItsRetractIsIgnored() {
        server.receive(Endpoints.ANY, -1, 64);
        int tag = server.ahead.element().a0();
        clients.get(1).cancel(asked.get(1));
        Ended again = clients.get(1).sendrec(10, 100);

        server.taken(tag);

        assertThat(server.reply(51, 1).code()).isEqualTo(Codes.PROCSTS);
        assertThat(again.open()).isTrue();
        for (int i = 0; i < 3; i++) {
            server.take();
        }
        assertThat(server.receive().note().value()).isEqualTo(100);
    }

    @Test
    void takenInAnyOrderTwiceOrInventedHarmsNobody() {
        server.receive(Endpoints.ANY, -1, 64);
        List<Sent> ahead = List.copyOf(server.ahead);
        server.taken(ahead.get(2).a0());
        server.taken(ahead.get(0).a0());
        server.taken(ahead.get(0).a0());
        server.taken(0);
        server.taken(-1);
        server.taken(ahead.get(3).a0());
        server.taken(ahead.get(1).a0());

        for (int i = 1; i < 5; i++) {
            assertThat(server.reply(50 + i, i).code()).isZero();
            assertThat(asked.get(i).note().value()).isEqualTo(i);
        }
    }

    @Test
    void replyReceiveGivesCreditToo() {
        server.receive();
        server.replyReceive(50, 1, -1, 3);

        assertThat(server.ahead.stream().map(s -> s.note().source())).containsExactly(52, 53);
    }

    @Test
    void quietRepliesLetABurstGoInOneTurn() {
        server.receive(Endpoints.ANY, -1, 64);
        server.quietReply(50, 0);
        while (!server.ahead.isEmpty()) {
            Note note = server.take();
            server.quietReply(note.source(), note.value());
        }

        for (int i = 0; i < 5; i++) {
            assertThat(asked.get(i).note().value()).isEqualTo(i);
        }
        assertThat(server.quietFailures).isEmpty();
        lab.assertClean();
    }
}
