package org.dsp.core.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dsp.core.channel.Scripted.FIRST;
import static org.dsp.core.channel.Scripted.MINE;
import static org.dsp.core.channel.Scripted.SECOND;

import org.dsp.core.Payload;
import org.dsp.core.channel.Scripted.Both;
import org.dsp.core.channel.Scripted.Wire;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ControlFrames;
import org.dsp.core.wire.Join;
import org.dsp.core.wire.JoinResult;
import org.dsp.core.wire.ProxyHeader;
import org.junit.jupiter.api.Test;

/** A break costs the connection, not the link epoch. */
class ResendTest {
    private final Scripted node = new Scripted();

    @Test
    void whatTheBrokenConnectionMayHaveLostIsSentAgainOnTheNextBeforeAnythingNew() {
        Both both = node.up();
        TestPayload first = node.send(1);
        TestPayload second = node.send(2);
        TestPayload third = node.send(3);
        node.channel.disconnected(both.out(), "reset", node.now);
        assertThat(node.channel.up()).isFalse();
        assertThat(node.channel.canSend(0)).isFalse();
        assertThat(both.in().closed).as("the other half is none of it").isEmpty();

        Wire out = node.reconnect();
        ProxyHeader join = out.expect(Command.JOIN);
        assertThat(Join.mineCounter(join)).isZero();
        assertThat(join.sndSeq()).isEqualTo(FIRST);
        node.command(both.in(), 100);
        node.ack(out, join, JoinResult.OK, 0, FIRST + 1);

        assertThat(first.references()).isZero();
        ProxyHeader again = out.expect(Command.COPYIN_DATA);
        assertThat(again.sndSeq()).isEqualTo(FIRST + 1);
        assertThat(again.len()).isEqualTo(2);
        assertThat(again.ackSeq()).as("as of now").isEqualTo(101);
        assertThat(out.expect(Command.COPYIN_DATA).sndSeq()).isEqualTo(FIRST + 2);
        assertThat(out.payloads).endsWith(second, third);
        node.send(4);
        assertThat(out.expect(Command.COPYIN_DATA).sndSeq()).isEqualTo(FIRST + 3);
        assertThat(node.events).containsExactly("deliver 100", "up", "writable");
        node.windowAck(out, FIRST + 4);
        assertThat(second.references() + third.references()).isZero();
        assertThat(node.channel.status().resent()).isEqualTo(2);
        assertThat(node.channel.status().reconnects()).isEqualTo(1);
        assertThat(node.channel.status().commandsSent()).isEqualTo(4);
    }

    @Test
    void nothingIsSentAgainWhileTheOtherHalfIsBroken() {
        Both both = node.up();
        node.send(1);
        node.channel.incomingClosed(both.in(), "reset", node.now);
        node.channel.disconnected(both.out(), "reset", node.now);
        Wire out = node.reconnect();
        node.ack(out, out.expect(Command.JOIN), JoinResult.OK, 0);
        assertThat(out.frames).as("its grace may end any time").isEmpty();
        node.peerJoinsAgain(100);
        assertThat(node.channel.up()).isTrue();
        out.expect(Command.COPYIN_DATA);
    }

    @Test
    void aLargeWindowIsSentAgainInSlicesThatTheSocketTakes() {
        Both both = node.up();
        for (int i = 0; i < 4; i++) {
            node.send(i);
        }
        node.channel.disconnected(both.out(), "reset", node.now);
        Wire out = node.reconnect();
        ProxyHeader join = out.expect(Command.JOIN);
        out.room = 3;
        node.ack(out, join, JoinResult.OK, 0);
        assertThat(out.frames).hasSize(3);
        assertThat(node.events).containsExactly("up");
        assertThat(node.channel.canSend(0)).isFalse();
        assertThatThrownBy(() -> node.channel.send(new ProxyHeader(), Payload.EMPTY, node.now))
                .isInstanceOf(IllegalStateException.class);
        assertThat(node.channel.flush(node.now)).isTrue();
        out.room = 9;
        assertThat(node.channel.flush(node.now)).isFalse();
        assertThat(out.frames).hasSize(4);
        assertThat(node.events).containsExactly("up", "writable");
        assertThat(node.channel.canSend(0)).isTrue();
    }

    @Test
    void aSecondBreakInTheMiddleOfSendingAgainBeginsAnew() {
        Both both = node.up();
        node.send(1);
        node.send(2);
        node.channel.disconnected(both.out(), "reset", node.now);
        Wire half = node.reconnect();
        ProxyHeader join = half.expect(Command.JOIN);
        half.room = 1;
        node.ack(half, join, JoinResult.OK, 0);
        assertThat(half.frames).hasSize(1);
        node.channel.disconnected(half, "reset", node.now);
        Wire out = node.reconnect();
        node.ack(out, out.expect(Command.JOIN), JoinResult.OK, 0);
        assertThat(out.expect(Command.COPYIN_DATA).sndSeq()).isEqualTo(FIRST);
        assertThat(out.expect(Command.COPYIN_DATA).sndSeq()).isEqualTo(FIRST + 1);
    }

    @Test
    void theShortCutMayAcknowledgeWhileOurConnectionIsBroken() {
        Both both = node.up();
        TestPayload first = node.send(1);
        TestPayload second = node.send(2);
        node.channel.disconnected(both.out(), "reset", node.now);
        Wire out = node.reconnect();
        ProxyHeader join = out.expect(Command.JOIN);
        node.command(both.in(), 100, FIRST + 1, new TestPayload(0, "", 0));
        assertThat(first.references()).isZero();
        node.ack(out, join, JoinResult.OK, 0, FIRST + 1);
        assertThat(out.expect(Command.COPYIN_DATA).sndSeq()).isEqualTo(FIRST + 1);
        assertThat(out.frames).isEmpty();
        assertThat(second.references()).isEqualTo(1);
    }

    @Test
    void anAnswerToJoinThatExpectsWhatCannotBeIsALeave() {
        for (int next : new int[] {FIRST - 1, FIRST, FIRST + 3}) {
            Scripted other = new Scripted();
            Both both = other.up();
            TestPayload first = other.send(1);
            TestPayload second = other.send(2);
            other.windowAck(both.out(), FIRST + 1);
            other.channel.disconnected(both.out(), "reset", other.now);
            Wire out = other.reconnect();
            other.ack(out, out.expect(Command.JOIN), JoinResult.OK, 0, next);
            assertThat(other.events).as("next %s", next).containsExactly("leave");
            assertThat(first.references() + second.references()).isZero();
            assertThat(both.in().aborted).isTrue();
        }
    }

    @Test
    void aBreakOfTheIncomingHalfKeepsWhatIsExpectedAndRepetitionsAreDropped() {
        Both both = node.up();
        node.command(both.in(), 100);
        node.command(both.in(), 101);
        node.channel.incomingClosed(both.in(), "reset", node.now);
        assertThat(both.out().closed).isEmpty();
        Wire in = node.peerJoinsAgain(100);
        assertThat(in.expect(Command.JOIN_ACK).ackSeq()).isEqualTo(102);
        TestPayload repeated = new TestPayload(3, "", 0);
        node.command(in, 101, FIRST, repeated);
        node.command(in, 102);
        assertThat(repeated.references()).isZero();
        assertThat(node.events)
                .containsExactly("deliver 100", "deliver 101", "up", "writable", "deliver 102");
        assertThat(node.channel.status().duplicates()).isEqualTo(1);
    }

    @Test
    void aJoinThatLeavesAGapOrGoesBackTooFarIsALeave() {
        for (int first : new int[] {102, 99}) {
            Scripted other = new Scripted();
            Both both = other.up();
            other.command(both.in(), 100);
            other.channel.incomingClosed(both.in(), "reset", other.now);
            Wire in = other.peerJoinsAgain(first);
            ProxyHeader ack = in.expect(Command.JOIN_ACK);
            assertThat(ack.rcode()).isEqualTo(JoinResult.STALE);
            assertThat(Join.mineCounter(ack)).isEqualTo(1);
            assertThat(other.events).startsWith("deliver 100", "leave");
            assertThat(both.out().aborted).isTrue();
            other.command(in, first);
            assertThat(other.events).doesNotContain("deliver " + first);
        }
    }

    @Test
    void theNextLinkEpochBeginsWithTheFirstSequenceAgain() {
        Both both = node.up();
        TestPayload kept = node.send(1);
        node.command(both.in(), 100);
        node.channel.disconnected(both.out(), "reset", node.now);
        node.channel.incomingClosed(both.in(), "reset", node.now);
        Wire in = node.peerJoins(1, MINE, 0);
        assertThat(in.expect(Command.JOIN_ACK).ackSeq()).isEqualTo(100);
        assertThat(kept.references()).isZero();
        assertThat(node.reconnect().expect(Command.JOIN).sndSeq()).isEqualTo(FIRST);
        node.command(in, 100);
        assertThat(node.events).containsExactly("deliver 100", "leave", "deliver 100");
    }

    @Test
    void whatIsMalformedIsRejectedByTheSequenceExpectedAndCostsTheConnectionOnly() {
        Both both = node.up();
        node.command(both.in(), 100);
        node.channel.malformed(both.in(), "c_cmd is no known command", node.now);
        assertThat(both.in().expect(Command.REJECT).ackSeq()).isEqualTo(101);
        assertThat(both.in().closed).contains("no known command");
        assertThat(both.in().aborted).as("REJECT must arrive").isFalse();
        assertThat(node.events).containsExactly("deliver 100");
        assertThat(node.channel.up()).isFalse();
    }

    @Test
    void aFrameOfAnotherNodeIsMalformedOnBothWays() {
        Both both = node.up();
        TestPayload payload = new TestPayload(3, "", 0);
        ProxyHeader foreign =
                new ProxyHeader().cmd(Command.COPYIN_DATA).snode(3).dnode(1).sndSeq(100);
        node.channel.frame(both.in(), foreign, payload, node.now);
        assertThat(payload.references()).isZero();
        both.in().expect(Command.REJECT);
        assertThat(node.channel.up()).isFalse();

        Scripted other = new Scripted();
        Both links = other.up();
        other.channel.control(links.out(), ControlFrames.hello(new ProxyHeader(), 3, 1), other.now);
        assertThat(links.out().closed).contains("node 3");
        assertThat(other.events).isEmpty();
    }

    @Test
    void aFrameOnTheWrongWayIsMalformed() {
        Both both = node.up();
        node.frame(both.in(), ControlFrames.windowAck(new ProxyHeader(), 2, 1, 1));
        both.in().expect(Command.REJECT);
        assertThat(node.channel.up()).isFalse();

        Scripted other = new Scripted();
        Both links = other.up();
        other.channel.control(
                links.out(), new ProxyHeader().cmd(Command.SEND_MSG).snode(2), other.now);
        assertThat(links.out().closed).contains("control way");
        assertThat(other.events).isEmpty();
    }

    @Test
    void noiseOnOurOwnConnectionEndsItWithoutAReject() {
        Both both = node.up();
        node.channel.malformed(both.out(), "noise", node.now);
        assertThat(both.out().frames).as("no REJECT on the data way").isEmpty();
        assertThat(both.out().aborted).isTrue();
        assertThat(node.channel.up()).isFalse();
        assertThat(node.events).isEmpty();
    }

    @Test
    void noiseBeforeAJoinCountsIsNotAnsweredWithASequence() {
        Wire in = node.peerJoins(0, MINE, 5);
        in.expect(Command.JOIN_ACK);
        node.channel.malformed(in, "noise", node.now);
        assertThat(in.frames).isEmpty();
        assertThat(in.closed).contains("noise");
    }

    @Test
    void whatAConnectionThatWasGivenUpSaysIsIgnored() {
        Both old = node.up();
        node.send(0);
        node.channel.disconnected(old.out(), "reset", node.now);
        Wire in = node.peerJoinsAgain(100);
        Wire out = node.reconnect();
        node.ack(out, out.expect(Command.JOIN), JoinResult.OK, 0);
        assertThat(node.channel.up()).isTrue();
        node.events.clear();
        TestPayload late = new TestPayload(3, "", 0);
        node.command(old.in(), 100, 1, late);
        node.frame(old.in(), node.peerJoin(0, MINE, 0));
        node.channel.incomingClosed(old.in(), "closed", node.now);
        node.channel.disconnected(old.out(), "closed", node.now);
        node.windowAck(old.out(), 999);
        node.channel.malformed(old.in(), "noise", node.now);
        assertThat(late.references()).isZero();
        assertThat(node.events).isEmpty();
        assertThat(node.channel.up()).isTrue();
        assertThat(node.channel.status().late()).isEqualTo(4);
        node.command(in, 100);
        assertThat(node.events).containsExactly("deliver 100");
    }

    @Test
    void sequencesSentAgainWrap() {
        Scripted wrapping = new Scripted(-2);
        Both both = wrapping.up();
        for (int i = 0; i < 4; i++) {
            wrapping.send(i);
        }
        wrapping.windowAck(both.out(), -1);
        wrapping.channel.disconnected(both.out(), "reset", wrapping.now);
        Wire out = wrapping.reconnect();
        ProxyHeader join = out.expect(Command.JOIN);
        assertThat(join.sndSeq()).isEqualTo(-1);
        wrapping.ack(out, join, JoinResult.OK, 0, 0);
        assertThat(out.expect(Command.COPYIN_DATA).sndSeq()).isZero();
        assertThat(out.expect(Command.COPYIN_DATA).sndSeq()).isEqualTo(1);
        assertThat(out.frames).isEmpty();
        assertThat(wrapping.channel.status().unacknowledged()).isEqualTo(2);
    }

    @Test
    void aHundredBreaksAreNoMoreThanOne() {
        Both both = node.up();
        TestPayload kept = node.send(5);
        Wire out = both.out();
        for (int round = 0; round < 100; round++) {
            node.channel.disconnected(out, "reset", node.now);
            node.pass(SECOND);
            node.hello(new Both(new Wire(), both.in()));
            node.events.remove("connect");
            out = new Wire();
            node.channel.connected(out, node.now);
            node.ack(out, out.expect(Command.JOIN), JoinResult.OK, 0);
            assertThat(out.expect(Command.COPYIN_DATA).len()).isEqualTo(5);
            assertThat(kept.references()).as("only the window's").isEqualTo(1);
        }
        assertThat(node.channel.status().resent()).isEqualTo(100);
    }
}
