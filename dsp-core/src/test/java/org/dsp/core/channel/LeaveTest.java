package org.dsp.core.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dsp.core.channel.Scripted.MINE;
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
    void aLeaveLearntFromThePeerBumpsNothing() {
        Both both = node.up();
        Wire in = node.peerJoins(1, MINE, 0);
        assertThat(in.expect(Command.JOIN_ACK).rcode()).isEqualTo(JoinResult.OK);
        assertThat(node.events).containsExactly("leave", "connect");
        assertThat(both.out().aborted).isTrue();
        assertThat(both.in().aborted).isTrue();
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
        ProxyHeader ack = in.expect(Command.JOIN_ACK);
        assertThat(ack.rcode()).isEqualTo(JoinResult.OK);
        assertThat(Join.mineCounter(ack)).as("what was left must not go on").isEqualTo(1);
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

    /** Found by the simulator: the answer was dropped, its caller waited for ever. */
    @Test
    void theAnswerToACommandThatOvertakesTheJoinAckOfTheNextLinkEpochMayWaitForIt() {
        Both both = node.up();
        node.frame(both.in(), ControlFrames.goodbye(new ProxyHeader(), 2, 1));
        assertThat(node.channel.mayQueue()).isFalse();
        Wire in = node.peerJoins(1, MINE, 1);
        assertThat(in.expect(Command.JOIN_ACK).rcode()).isEqualTo(JoinResult.OK);
        assertThat(node.channel.mayQueue()).isFalse();
        node.onDeliver = () -> assertThat(node.channel.mayQueue()).as("while it is taken").isTrue();
        node.command(in, 100);
        assertThat(node.channel.up()).isFalse();
        node.pass(5 * SECOND - 1);
        assertThat(node.channel.mayQueue()).isTrue();
        node.pass(1);
        assertThat(node.channel.mayQueue()).as("the JOIN_ACK never came").isFalse();
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
        assertThat(both.out().aborted || both.in().aborted).as("it must arrive").isFalse();
        assertThat(pending.references()).isZero();
        assertThat(node.channel.mayQueue()).isFalse();
        node.channel.close(node.now);
        assertThat(node.events).containsExactly("leave");
    }

    @Test
    void operationsMayWaitForAPeerThatWasNeverThereForTheGrace() {
        node.now += 60 * SECOND;
        node.connect();
        assertThat(node.channel.mayQueue()).as("counted from the first tick").isTrue();
        node.pass(5 * SECOND - 1);
        assertThat(node.channel.mayQueue()).isTrue();
        assertThat(node.events).doesNotContain("leave");
        node.pass(1);
        assertThat(node.channel.mayQueue()).isFalse();
        node.pass(60 * SECOND);
        assertThat(node.events).containsOnlyOnce("leave");
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

    private ProxyHeader reconnected() {
        return node.reconnect().expect(Command.JOIN);
    }
}
