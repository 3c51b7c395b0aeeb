package org.dsp.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.dsp.core.wire.Command;
import org.dsp.ipc.Endpoints;
import org.junit.jupiter.api.Test;

/** A frame that the other node cannot read ends the operation it belongs to, once, and no other. */
class PoisonedTest {
    private static final int SELF = Endpoints.SELF;
    private static final int BYTES = 3 * 65_536;

    private final KernelLab lab = new KernelLab(1, 2);
    private final Program client = lab.program(1, 50);
    private final Program caller = lab.program(1, 11);
    private final Program server = lab.program(2, 10);

    PoisonedTest() {
        client.rmtbind(10, 2);
        caller.rmtbind(10, 2);
    }

    private void goesOn() {
        Ended asked = client.sendrec(10, 7);
        assertThat(server.receive().note().value()).isEqualTo(7);
        assertThat(server.reply(50, 8).code()).isZero();
        assertThat(asked.note().value()).isEqualTo(8);
        lab.assertClean();
    }

    @Test
    void aRequest() {
        lab.poison = Command.SNDREC_MSG;
        assertThat(client.sendrec(10, 1).code()).isEqualTo(Codes.BADREQUEST);
        goesOn();
    }

    @Test
    void aSend() {
        lab.poison = Command.SEND_MSG;
        assertThat(caller.send(10, 1).code()).isEqualTo(Codes.BADREQUEST);
        goesOn();
    }

    @Test
    void theAcknowledgementOfASend() {
        lab.poison = Command.SEND_ACK;
        Ended sent = caller.send(10, 1);
        server.receive();
        assertThat(sent.code()).isEqualTo(Codes.BADREQUEST);
        goesOn();
    }

    @Test
    void anAnswerBySendEndsBoth() {
        Ended asked = client.sendrec(10, 1);
        server.receive();
        lab.poison = Command.SEND_MSG;
        assertThat(server.send(50, 2).code()).isEqualTo(Codes.BADREQUEST);
        assertThat(asked.code()).isEqualTo(Codes.BADREQUEST);
        goesOn();
    }

    @Test
    void aReplyEndsWhoWaitsForIt() {
        Ended asked = client.sendrec(10, 1);
        server.receive();
        lab.poison = Command.REPLY_MSG;
        assertThat(server.reply(50, 2).code()).isZero();
        assertThat(asked.code()).isEqualTo(Codes.BADREQUEST);
        goesOn();
    }

    @Test
    void aNotificationIsLost() {
        lab.poison = Command.NTFY_MSG;
        assertThat(caller.notify(10).code()).isZero();
        goesOn();
    }

    @Test
    void anErrorToARequest() {
        Ended asked = client.sendrec(10, 1);
        lab.poison = Command.SNDREC_ACK;
        server.kill();
        assertThat(asked.code()).isEqualTo(Codes.BADREQUEST);
        lab.assertClean();
    }

    @Test
    void anyFrameOfACopyEndsTheCopy() {
        fails(new CopyTest.Scene(1), SELF, 50, Command.COPYIN_DATA);
        fails(new CopyTest.Scene(1), SELF, 50, Command.COPYIN_ACK);
        fails(new CopyTest.Scene(1), 50, SELF, Command.COPYOUT_RQST);
        fails(new CopyTest.Scene(1), 50, SELF, Command.COPYOUT_DATA);
        fails(new CopyTest.Scene(1, 1), 50, 51, Command.COPYLCL_RQST);
        fails(new CopyTest.Scene(1, 1), 50, 51, Command.COPYLCL_ACK);
        fails(new CopyTest.Scene(1, 3), 50, 51, Command.COPYRMT_RQST);
        fails(new CopyTest.Scene(1, 3), 50, 51, Command.COPYIN_RQST);
        fails(new CopyTest.Scene(1, 3), 50, 51, Command.COPYRMT_ACK);
    }

    private static void fails(CopyTest.Scene scene, int from, int to, int command) {
        scene.lab.poison = command;
        Ended copy = scene.server.vcopy(from, 0, to, 0, BYTES);
        assertThat(copy.code()).as(Command.name(command)).isEqualTo(Codes.BADREQUEST);
        assertThat(scene.server.vcopy(from, 0, to, 0, BYTES).code())
                .as("the next one")
                .isEqualTo(BYTES);
        scene.finish();
    }
}
