package org.dsp.core.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dsp.core.channel.Scripted.MINE;
import static org.dsp.core.channel.Scripted.MS;
import static org.dsp.core.channel.Scripted.SECOND;

import org.dsp.core.channel.Scripted.Both;
import org.dsp.core.channel.Scripted.Wire;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ControlFrames;
import org.dsp.core.wire.Join;
import org.dsp.core.wire.JoinResult;
import org.dsp.core.wire.ProxyHeader;
import org.junit.jupiter.api.Test;

class LeaveTest {
    private final Scripted node = new Scripted();

    @Test
    void aBreakOfTheOutgoingHalfIsALeaveThatBumpsTheCounterAndClosesBothHalves() {
        Both both = node.up();
        TestPayload pending = node.send(10);
        node.channel.disconnected(both.out(), "reset", node.now);
        assertThat(node.events).containsExactly("leave");
        assertThat(node.channel.up()).isFalse();
        assertThat(both.in().closed).contains("reset");
        assertThat(pending.references()).isZero();
        ProxyHeader join = reconnected();
        assertThat(Join.mineCounter(join)).isEqualTo(1);
        assertThat(Join.yours(join)).isEqualTo(Scripted.YOURS);
        assertThat(join.sndSeq()).as("sequences restart").isEqualTo(Scripted.FIRST);
    }

    @Test
    void aBreakOfTheIncomingHalfIsALeaveTooAndTheOtherCloseIsNoSecond() {
        Both both = node.up();
        node.channel.incomingClosed(both.in(), "reset", node.now);
        assertThat(both.out().closed).contains("reset");
        node.channel.disconnected(both.out(), "closed", node.now);
        assertThat(node.events).containsExactly("leave");
        assertThat(Join.mineCounter(reconnected())).isEqualTo(1);
    }

    @Test
    void aLeaveLearntFromThePeerBumpsNothing() {
        Both both = node.up();
        Wire in = node.peerJoins(1, MINE, 0);
        assertThat(in.expect(Command.JOIN_ACK).rcode()).isEqualTo(JoinResult.OK);
        assertThat(node.events).containsExactly("leave", "connect");
        assertThat(both.out().closed).isNotEmpty();
        assertThat(both.in().closed).isNotEmpty();
        Wire out = new Wire();
        node.channel.connected(out, node.now);
        ProxyHeader join = out.expect(Command.JOIN);
        assertThat(Join.mineCounter(join)).isZero();
        assertThat(Join.yoursCounter(join)).isEqualTo(1);
        node.ack(out, join, JoinResult.OK, 1);
        assertThat(node.channel.up()).isTrue();
    }

    @Test
    void aRestartedPeerIsLeftOnceAndJoined() {
        node.up();
        ProxyHeader join = node.peerJoin(0, 0, 0);
        Join.mine(join, 0xc, 0);
        Wire in = new Wire();
        node.channel.join(in, join, node.now);
        assertThat(in.expect(Command.JOIN_ACK).rcode()).isEqualTo(JoinResult.OK);
        assertThat(node.events).containsExactly("leave", "connect");
    }

    @Test
    void aHalfThatChangesInALinkEpochThatWasNotUsedIsNoLeave() {
        node.peerJoins(0, MINE, 0);
        node.peerJoins(1, MINE, 0);
        node.peerJoins(2, MINE, 0);
        assertThat(node.events).containsExactly("connect");
    }

    @Test
    void goodbyeIsALeaveWithoutGrace() {
        Both both = node.up();
        ProxyHeader goodbye = ControlFrames.goodbye(new ProxyHeader(), 2, 1);
        node.frame(both.in(), goodbye);
        assertThat(node.events).containsExactly("leave");
        assertThat(node.channel.mayQueue()).isFalse();
        node.channel.control(both.out(), goodbye, node.now);
        assertThat(node.events).as("the second is late").containsExactly("leave");
        assertThat(Join.mineCounter(reconnected())).isEqualTo(1);
    }

    @Test
    void goodbyeOnTheControlWayCountsToo() {
        Both both = node.up();
        node.channel.control(both.out(), ControlFrames.goodbye(new ProxyHeader(), 2, 1), node.now);
        assertThat(node.events).containsExactly("leave");
        assertThat(node.channel.mayQueue()).isFalse();
    }

    @Test
    void closeSaysGoodbyeOnBothConnectionsAndLeaves() {
        Both both = node.up();
        TestPayload pending = node.send(10);
        both.out().expect(Command.COPYIN_DATA);
        node.channel.close(node.now);
        both.out().expect(Command.GOODBYE);
        both.in().expect(Command.GOODBYE);
        assertThat(both.out().closed).isNotEmpty();
        assertThat(both.in().closed).isNotEmpty();
        assertThat(pending.references()).isZero();
        assertThat(node.channel.mayQueue()).isFalse();
        node.channel.close(node.now);
        assertThat(node.events).containsExactly("leave");
    }

    @Test
    void operationsMayWaitForAPeerThatWasNeverThereForTheGrace() {
        node.connect();
        assertThat(node.channel.mayQueue()).isTrue();
        node.pass(5 * SECOND - 1);
        assertThat(node.channel.mayQueue()).isTrue();
        assertThat(node.events).doesNotContain("leave");
        node.pass(1);
        assertThat(node.channel.mayQueue()).isFalse();
        node.pass(60 * SECOND);
        assertThat(node.events).containsOnlyOnce("leave");
    }

    @Test
    void operationsMayWaitAfterABreakForTheGraceAndAgainAfterTheNextUp() {
        Both both = node.up();
        node.pass(20 * MS);
        node.channel.disconnected(both.out(), "reset", node.now);
        assertThat(node.channel.mayQueue()).isTrue();
        node.pass(5 * SECOND);
        assertThat(node.channel.mayQueue()).isFalse();
        assertThat(node.events).filteredOn("leave"::equals).hasSize(2);
        assertThat(node.channel.status().state()).isEqualTo(ChannelStatus.State.DECLARED_DOWN);
        node.events.clear();
        Wire out = new Wire();
        node.channel.connected(out, node.now);
        node.ack(out, out.expect(Command.JOIN), JoinResult.OK, 0);
        node.peerJoins(0, MINE, 1);
        assertThat(node.channel.up()).isTrue();
        node.channel.disconnected(out, "reset", node.now);
        assertThat(node.channel.mayQueue()).isTrue();
    }

    @Test
    void anImpossibleSequenceIsALeaveAndNothingOfItIsDelivered() {
        Both both = node.up();
        TestPayload ahead = new TestPayload(3, "", 0);
        node.command(both.in(), 101, Scripted.FIRST, ahead);
        assertThat(ahead.references()).isZero();
        assertThat(node.events).containsExactly("leave");
        assertThat(both.in().closed).contains("impossible sequence 101, expected 100");
    }

    @Test
    void aSequenceFromBeforeTheJoinIsImpossibleNotADuplicate() {
        Both both = node.up();
        node.command(both.in(), 99);
        assertThat(node.events).containsExactly("leave");
    }

    @Test
    void anImpossibleAcknowledgementIsALeave() {
        Both both = node.up();
        node.send(0);
        node.windowAck(both.out(), Scripted.FIRST + 2);
        assertThat(node.events).containsExactly("leave");
    }

    @Test
    void aRejectedSequenceIsALeave() {
        Both both = node.up();
        node.channel.control(
                both.out(), ControlFrames.reject(new ProxyHeader(), 2, 1, 1), node.now);
        assertThat(node.events).containsExactly("leave");
    }

    @Test
    void whatIsMalformedIsRejectedByTheSequenceExpectedAndEndsTheLinkEpoch() {
        Both both = node.up();
        node.command(both.in(), 100);
        node.channel.malformed(both.in(), "c_cmd is no known command", node.now);
        assertThat(both.in().expect(Command.REJECT).ackSeq()).isEqualTo(101);
        assertThat(both.in().closed).contains("no known command");
        assertThat(node.events).containsExactly("deliver 100", "leave");
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
        assertThat(node.events).containsExactly("leave");

        Scripted other = new Scripted();
        Both links = other.up();
        other.channel.control(links.out(), ControlFrames.hello(new ProxyHeader(), 3, 1), other.now);
        assertThat(other.events).containsExactly("leave");
    }

    @Test
    void aFrameOnTheWrongWayIsMalformed() {
        Both both = node.up();
        node.frame(both.in(), ControlFrames.windowAck(new ProxyHeader(), 2, 1, 1));
        both.in().expect(Command.REJECT);
        assertThat(node.events).containsExactly("leave");

        Scripted other = new Scripted();
        Both links = other.up();
        other.channel.control(
                links.out(), new ProxyHeader().cmd(Command.SEND_MSG).snode(2), other.now);
        assertThat(other.events).containsExactly("leave");
    }

    @Test
    void noiseOnOurOwnConnectionEndsIt() {
        Both both = node.up();
        node.channel.malformed(both.out(), "noise", node.now);
        assertThat(both.out().frames).as("no REJECT on the data way").isEmpty();
        assertThat(node.events).containsExactly("leave");
    }

    @Test
    void whatAConnectionThatWasGivenUpSaysIsIgnored() {
        Both old = node.up();
        node.channel.disconnected(old.out(), "reset", node.now);
        Wire out = connectionAfterBreak();
        node.ack(out, out.expect(Command.JOIN), JoinResult.OK, 0);
        Wire in = node.peerJoins(0, MINE, 1);
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
    void theSinkMayCloseTheChannelWithinALeaveOrADelivery() {
        Both both = node.up();
        node.onLeave = () -> node.channel.close(node.now);
        node.channel.join(new Wire(), node.peerJoin(1, MINE, 0), node.now);
        assertThat(node.events).as("what waits since then is left, too").hasSize(2);
        assertThat(both.out().closed).isNotEmpty();
        assertThat(node.channel.status().state()).isEqualTo(ChannelStatus.State.CLOSED);

        Scripted other = new Scripted();
        Both links = other.up();
        other.onDeliver = () -> other.channel.close(other.now);
        other.command(links.in(), 100);
        assertThat(other.events).containsExactly("deliver 100", "leave");
    }

    @Test
    void aPeersCounterAheadOfOursIsPassed() {
        Wire out = node.connect();
        ProxyHeader join = out.expect(Command.JOIN);
        ProxyHeader ack =
                ControlFrames.joinAck(
                        new ProxyHeader(), 2, 1, Scripted.CLUSTER, JoinResult.STALE, 0);
        Join.mine(ack, Scripted.YOURS, 0);
        Join.yours(ack, MINE, 1000);
        Join.number(ack, 50);
        node.channel.control(out, ack, node.now);
        ProxyHeader next = out.expect(Command.JOIN);
        assertThat(join).isNotNull();
        assertThat(Join.mineCounter(next)).isGreaterThan(1000);
        assertThat(Join.number(next)).isEqualTo(51);
    }

    private Wire connectionAfterBreak() {
        while (!node.events.contains("connect")) {
            node.pass(10 * MS);
        }
        Wire out = new Wire();
        node.channel.connected(out, node.now);
        return out;
    }

    private ProxyHeader reconnected() {
        return connectionAfterBreak().expect(Command.JOIN);
    }
}
