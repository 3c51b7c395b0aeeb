package org.dsp.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.dsp.core.wire.Command;
import org.dsp.ipc.Endpoints;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Processes of two nodes: node 1 has the callers, node 2 the server 10. */
class RemoteCallsTest {
    private final KernelLab lab = new KernelLab(1, 2);
    private Program client;
    private Program server;

    @BeforeEach
    void bind() {
        client = lab.program(1, 50);
        server = lab.program(2, 10);
        assertThat(client.rmtbind(10, 2).code()).isEqualTo(10);
    }

    @AfterEach
    void nothingIsLeft() {
        lab.assertClean();
    }

    @Test
    void aSendrecIsAnsweredBySend() {
        Ended asked = client.sendrec(10, 1);
        Note got = server.receive().note();
        Ended answered = server.send(50, 2);

        assertThat(got).isEqualTo(new Note(50, 7, 1, 1, client.generation(), 1000));
        assertThat(answered.code()).isZero();
        assertThat(asked.note()).isEqualTo(new Note(10, 7, 2, 2, server.generation(), 1001));
    }

    @Test
    void aServerThatWaitsIsCalledAtOnce() {
        Ended received = server.receive();

        Ended asked = client.sendrec(10, 1);

        assertThat(received.note().value()).isEqualTo(1);
        assertThat(server.reply(50, 2).code()).isZero();
        assertThat(asked.note().value()).isEqualTo(2);
    }

    @Test
    void aReplyIsNotAcknowledged() {
        client.sendrec(10, 1);
        server.receive();
        server.reply(50, 2);

        assertThat(lab.trace.stream().map(f -> f.header().cmd()))
                .containsExactly(Command.SNDREC_MSG, Command.REPLY_MSG);
    }

    @Test
    void fiveLatencyLoopsCountAsTheOriginalCounts() {
        for (int i = 0; i < 5; i++) {
            Ended asked = client.sendrec(10, i);
            server.receive();
            server.send(50, i);
            assertThat(asked.note().value()).isEqualTo(i);
        }

        assertThat(info(client, 2)).contains("pxsent=10", "pxrcvd=5");
        assertThat(info(server, 1)).contains("pxsent=5", "pxrcvd=10");
        assertThat(info(client, 1)).contains("pxsent=0", "pxrcvd=0");
    }

    @Test
    void controlFramesDoNotCount() {
        Ended asked = client.sendrec(10, 1);
        client.cancel(asked);
        client.kill();

        assertThat(lab.trace.stream().map(f -> f.header().cmd()))
                .containsExactly(Command.SNDREC_MSG, Command.CANCEL, Command.PROCESS_DIED);
        assertThat(info(lab.program(1, 60), 2)).contains("pxsent=1");
        assertThat(info(server, 1)).contains("pxrcvd=1");
    }

    @Test
    void aSendWaitsUntilItIsReceived() {
        Program sender = lab.program(1, 11);
        sender.rmtbind(10, 2);

        Ended sent = sender.send(10, 1);
        assertThat(sent.open()).isTrue();
        server.receive();

        assertThat(sent.code()).isZero();
    }

    @Test
    void aNotificationNeedsNoReceiver() {
        Program sender = lab.program(1, 11);
        sender.rmtbind(10, 2);

        assertThat(sender.notify(10).code()).isZero();
        assertThat(sender.notify(10).code()).isZero();
        Note got = server.receive().note();

        assertThat(got.source()).isEqualTo(11);
        assertThat(got.type()).isEqualTo(Endpoints.NOTIFY_MASK | 11);
        assertThat(server.receive(Endpoints.ANY, 0).code()).isEqualTo(Codes.AGAIN);
        assertThat(lab.trace).allMatch(f -> f.header().cmd() == Command.NTFY_MSG);
    }

    @Test
    void whatWaitsIsReceivedInOrderAndNotificationsFirst() {
        Program other = lab.program(1, 11);
        other.rmtbind(10, 2);
        client.sendrec(10, 1);
        Program local = lab.program(2, 12);
        local.send(10, 2);
        other.notify(10);

        assertThat(server.receive().note().source()).isEqualTo(11);
        assertThat(server.receive().note().source()).isEqualTo(50);
        assertThat(server.receive().note().source()).isEqualTo(12);
        server.reply(50, 0);
    }

    @Test
    void receiveFromOneTakesOnlyHis() {
        Program sender = lab.program(1, 11);
        sender.rmtbind(10, 2);
        server.rmtbind(11, 1);
        client.sendrec(10, 1);

        Ended waits = server.receive(11, Endpoints.FOREVER);
        assertThat(waits.open()).isTrue();
        sender.send(10, 5);

        assertThat(waits.note().value()).isEqualTo(5);
        server.receive();
        server.reply(50, 0);
    }

    @Test
    void replyReceiveIsOneStep() {
        Ended asked = client.sendrec(10, 1);
        server.receive();

        Ended next = server.replyReceive(50, 2, Endpoints.FOREVER, 1);

        assertThat(asked.note().value()).isEqualTo(2);
        Ended again = client.sendrec(10, 3);
        assertThat(next.note().value()).isEqualTo(3);
        server.replyReceive(50, 4, 0, 1);
        assertThat(again.note().value()).isEqualTo(4);
    }

    @Test
    void timeOutZeroLetsNothingLeave() {
        Program sender = lab.program(1, 11);
        sender.rmtbind(10, 2);
        server.receive();

        assertThat(client.sendrec(10, 1, 0).code()).isEqualTo(Codes.AGAIN);
        assertThat(sender.send(10, 1, 0).code()).isEqualTo(Codes.AGAIN);
        assertThat(lab.trace).isEmpty();

        Ended asked = client.sendrec(10, 1);
        assertThat(server.send(50, 2, 0).code()).isEqualTo(Codes.AGAIN);
        assertThat(asked.open()).isTrue();
        assertThat(server.send(50, 2).code()).isZero();
    }

    @Test
    void anEndpointThatIsNotThereIsDead() {
        client.rmtbind(11, 2);

        assertThat(client.sendrec(11, 1).code()).isEqualTo(Codes.DSTDIED);
        Program sender = lab.program(1, 12);
        sender.rmtbind(11, 2);
        assertThat(sender.send(11, 1).code()).isEqualTo(Codes.DSTDIED);
        assertThat(sender.notify(11).code()).isZero();
    }

    @Test
    void aClientElsewhereCannotBeCalled() {
        lab.program(2, 51);
        Program caller = lab.program(1, 11);
        caller.rmtbind(51, 2);
        client.rmtbind(51, 2);

        assertThat(caller.send(51, 1).code()).isEqualTo(Codes.PROCSTS);
        assertThat(client.sendrec(51, 1).code()).isEqualTo(Codes.TRAPDENIED);
        assertThat(lab.trace).isEmpty();
    }

    @Test
    void aNodeWhoseLinkIsDownCannotBeCalled() {
        Program sender = lab.program(1, 11);
        sender.rmtbind(10, 2);
        lab.down(1, 2, true);

        assertThat(client.sendrec(10, 1).code()).isEqualTo(Codes.NOTCONN);
        assertThat(sender.send(10, 1).code()).isEqualTo(Codes.NOTCONN);
        assertThat(sender.notify(10).code()).isEqualTo(Codes.NOTCONN);
        assertThat(sender.receive(10, -1).code()).isEqualTo(Codes.NOTCONN);
        assertThat(sender.receive(10, 0).code()).isEqualTo(Codes.AGAIN);

        lab.down(1, 2, false);
        Ended asked = client.sendrec(10, 1);
        server.receive();
        server.reply(50, 2);
        assertThat(asked.note().value()).isEqualTo(2);
    }

    @Test
    void theFrameTellsHowMuchTimeIsLeft() {
        lab.window(1, 2, 0);
        client.sendrec(10, 1, 1000);
        Program forever = lab.program(1, 51);
        forever.rmtbind(10, 2);
        forever.sendrec(10, 1);
        lab.advance(300_000_001);
        lab.hold(1, 2);
        lab.window(1, 2, 10);

        assertThat(lab.trace.get(0).header().remaining()).isEqualTo(700);
        assertThat(lab.trace.get(1).header().remaining()).isEqualTo(-1);
        lab.leave(1, 2);
    }

    private static List<String> info(Program p, int node) {
        return new String(p.nodeInfo(node).payload(), StandardCharsets.UTF_8).lines().toList();
    }
}
