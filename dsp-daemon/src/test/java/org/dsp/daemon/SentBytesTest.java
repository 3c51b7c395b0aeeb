package org.dsp.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;
import org.dsp.ipc.Message;
import org.dsp.ipc.attach.AttachFrame;
import org.dsp.ipc.attach.AttachOp;
import org.junit.jupiter.api.Test;

/** The judge of the fuzz tests, seen to say no. */
class SentBytesTest {
    private final SentBytes peer = SentBytes.ofPeer();
    private final SentBytes program = SentBytes.ofProgram();
    private final Message message = new Message().source(50).type(7);

    @Test
    void aMessageIsForTheOneThatItsFrameNames() {
        ProxyHeader frame = new ProxyHeader().cmd(Command.SNDREC_MSG).dst(11);
        peer.add(frame.messageFrom(message.bytes(), 0).array().clone());

        assertThat(peer.names(11, new Message().source(220).type(7))).isTrue();
        assertThat(peer.names(12, message)).isFalse();
        assertThat(peer.names(11, new Message().type(8))).isFalse();
    }

    @Test
    void aNoticeNeedsTheCommandThatMakesOne() {
        Message notice = new Message().source(50).type(0x1000 | 50);
        peer.add(new ProxyHeader().cmd(Command.SEND_MSG).dst(11).array().clone());
        assertThat(peer.names(11, notice)).isFalse();

        peer.add(new ProxyHeader().cmd(Command.NTFY_MSG).dst(11).array().clone());
        assertThat(peer.names(11, notice)).isTrue();
        assertThat(peer.names(12, notice)).isFalse();
    }

    @Test
    void theFramesOfProgramsHaveTheirOwnPlaces() {
        AttachFrame frame = new AttachFrame().start(AttachOp.SENDREC, 3).a0(11);
        message.bytesTo(frame.array(), AttachFrame.BODY);
        program.add(frame.array().clone());
        program.add(new AttachFrame().start(AttachOp.NOTIFY, 4).a0(12).array().clone());

        assertThat(program.names(11, message)).isTrue();
        assertThat(program.names(12, message)).isFalse();
        assertThat(program.names(12, new Message().source(9).type(0x1000 | 9))).isTrue();
        assertThat(program.names(11, new Message().source(9).type(0x1000 | 9))).isFalse();
    }
}
