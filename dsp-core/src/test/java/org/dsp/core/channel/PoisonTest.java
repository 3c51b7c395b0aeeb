package org.dsp.core.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dsp.core.channel.Scripted.FIRST;
import static org.dsp.core.channel.Scripted.SECOND;

import java.util.ArrayList;
import java.util.List;
import org.dsp.core.Payload;
import org.dsp.core.channel.Scripted.Both;
import org.dsp.core.channel.Scripted.Wire;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.JoinResult;
import org.dsp.core.wire.ProxyHeader;
import org.dsp.ipc.ErrorCode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A command that the peer twice takes for no frame fails alone; the channel goes on. */
class PoisonTest {
    private static final int YOURS = ProxyHeader.FLAG_ROUTING | ProxyHeader.FLAG_YOURS;
    private static final int BAD = ErrorCode.EDVSBADREQUEST.number();

    private final Scripted node = new Scripted();

    @TestFactory
    List<DynamicTest> whatStandsForEachCommand() {
        List<DynamicTest> tests = new ArrayList<>();
        for (int cmd :
                new int[] {
                    Command.SEND_MSG,
                    Command.SNDREC_MSG,
                    Command.NTFY_MSG,
                    Command.COPYIN_DATA,
                    Command.COPYOUT_RQST,
                    Command.COPYLCL_RQST,
                    Command.COPYRMT_RQST,
                    Command.COPYIN_RQST,
                    Command.CANCEL,
                    Command.NTFY_ACK,
                    Command.REPLY_ACK
                }) {
            tests.add(test(cmd, ProxyHeader.FLAG_ROUTING, Command.NTFY_ACK));
        }
        for (int cmd :
                new int[] {
                    Command.SEND_MSG, Command.REPLY_MSG, Command.REFUSE, Command.SESSION_GONE
                }) {
            tests.add(test(cmd, YOURS, Command.SNDREC_ACK));
        }
        for (int cmd :
                new int[] {
                    Command.SEND_ACK,
                    Command.SNDREC_ACK,
                    Command.COPYIN_ACK,
                    Command.COPYOUT_DATA,
                    Command.COPYLCL_ACK,
                    Command.COPYRMT_ACK
                }) {
            tests.add(test(cmd, YOURS, cmd));
        }
        return tests;
    }

    private static DynamicTest test(int cmd, int flags, int standsFor) {
        String name = Command.name(cmd) + (flags == YOURS ? " that answers" : "");
        return DynamicTest.dynamicTest(name, () -> check(cmd, flags, standsFor));
    }

    private static void check(int cmd, int flags, int standsFor) {
        ProxyHeader sent = full(cmd, flags);
        ProxyHeader h = new ProxyHeader().copyFrom(sent);
        assertThat(Poison.defuse(h)).isTrue();
        assertThat(Command.name(h.cmd())).isEqualTo(Command.name(standsFor));
        assertThat(h.sndSeq()).isEqualTo(sent.sndSeq());
        assertThat(h.dcid()).isEqualTo(sent.dcid());
        assertThat(h.src()).isEqualTo(sent.src());
        assertThat(h.dst()).isEqualTo(sent.dst());
        assertThat(h.snode()).isEqualTo(sent.snode());
        assertThat(h.dnode()).isEqualTo(sent.dnode());
        assertThat(h.len()).isZero();
        assertThat(h.batchNr()).isZero();
        assertThat(h.has(ProxyHeader.FLAG_ROUTING)).isTrue();
        if (standsFor == Command.NTFY_ACK) {
            assertThat(h.rcode()).isZero();
            return;
        }
        assertThat(h.rcode()).isEqualTo(BAD);
        assertThat(h.has(ProxyHeader.FLAG_YOURS)).isTrue();
        if (Command.routing(standsFor) == Command.Routing.MESSAGE) {
            assertThat(h.request()).isEqualTo(sent.request());
            assertThat(h.session()).isEqualTo(sent.session());
            assertThat(h.dstGen()).isEqualTo(sent.dstGen());
            assertThat(h.mSource()).as("of the message nothing is left").isZero();
        } else {
            assertThat(h.copyId()).isEqualTo(sent.copyId());
            assertThat(h.vSaddr()).isEqualTo(sent.vSaddr());
        }
    }

    /** No byte of it is zero, but for what the frame must not have. */
    private static ProxyHeader full(int cmd, int flags) {
        ProxyHeader h = new ProxyHeader();
        for (int offset = 0; offset < ProxyHeader.BYTES; offset += 4) {
            h.intAt(offset, 0x0101_0101 + offset);
        }
        int length = Command.carriesPayload(cmd) ? 16 : 0;
        return h.cmd(cmd).flags(flags).rcode(0).len(length).batchNr(0);
    }

    @Test
    void whatOthersWouldWaitForForEverCannotBeReplaced() {
        for (int cmd : new int[] {Command.PROCESS_DIED, Command.CLOSE}) {
            assertThat(Poison.defuse(full(cmd, ProxyHeader.FLAG_ROUTING))).isFalse();
        }
    }

    @Test
    void theFirstRejectSendsAgainTheSecondReplacesTheThirdLeaves() {
        Both both = node.up();
        TestPayload before = node.send(1);
        TestPayload poison = node.send(2);
        TestPayload after = node.send(3);
        Wire out = rejected(both.out(), FIRST + 1);
        assertThat(before.references()).as("it was taken").isZero();
        assertThat(out.expect(Command.COPYIN_DATA).len()).isEqualTo(2);
        assertThat(out.expect(Command.COPYIN_DATA).len()).isEqualTo(3);
        assertThat(node.events).containsExactly("up", "writable");
        node.events.clear();

        out = rejected(out, FIRST + 1);
        assertThat(poison.references()).isZero();
        ProxyHeader harmless = out.expect(Command.NTFY_ACK);
        assertThat(harmless.sndSeq()).isEqualTo(FIRST + 1);
        assertThat(harmless.len()).isZero();
        assertThat(out.expect(Command.COPYIN_DATA).sndSeq()).isEqualTo(FIRST + 2);
        assertThat(after.references()).isEqualTo(1);
        assertThat(node.channel.status().unacknowledgedBytes()).isEqualTo(3);
        assertThat(node.events).containsExactly("poisoned CMD_COPYIN_DATA", "up", "writable");
        node.events.clear();

        node.reject(out, FIRST + 1);
        assertThat(node.events).containsExactly("leave");
        assertThat(after.references()).isZero();
    }

    @Test
    void rejectsOfDifferentSequencesAreABadLineAndFailNothing() {
        Both both = node.up();
        Wire out = both.out();
        for (int i = 0; i < 6; i++) {
            node.send(1);
        }
        for (int i = 0; i < 6; i++) {
            out = rejected(out, FIRST + i);
            assertThat(node.events).containsExactly("up", "writable");
            node.events.clear();
        }
    }

    @Test
    void aRejectOfWhatWasNotSentFailsNothing() {
        Both both = node.up();
        Wire out = both.out();
        for (int i = 0; i < 5; i++) {
            out = rejected(out, FIRST);
        }
        assertThat(node.events).doesNotContain("leave").filteredOn("up"::equals).hasSize(5);
    }

    @Test
    void aRejectOfASequenceThatCannotBeIsALeave() {
        Both both = node.up();
        node.send(1);
        node.reject(both.out(), FIRST + 2);
        assertThat(node.events).containsExactly("leave");
    }

    @Test
    void aRejectedDeathIsALeave() {
        Both both = node.up();
        ProxyHeader died = new ProxyHeader().cmd(Command.PROCESS_DIED);
        node.channel.send(died, Payload.EMPTY, node.now);
        Wire out = rejected(both.out(), FIRST);
        node.events.clear();
        node.reject(out, FIRST);
        assertThat(node.events).containsExactly("leave");
    }

    /** The connection after a REJECT. */
    private Wire rejected(Wire wire, int sequence) {
        node.reject(wire, sequence);
        assertThat(node.channel.up()).isFalse();
        node.now += SECOND / 2;
        Wire out = node.reconnect();
        node.ack(out, out.expect(Command.JOIN), JoinResult.OK, 0, sequence);
        return out;
    }
}
