package org.dsp.core.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dsp.core.channel.Scripted.CLUSTER;
import static org.dsp.core.channel.Scripted.FIRST;
import static org.dsp.core.channel.Scripted.MINE;
import static org.dsp.core.channel.Scripted.MS;
import static org.dsp.core.channel.Scripted.SECOND;
import static org.dsp.core.channel.Scripted.YOURS;

import org.dsp.core.Payload;
import org.dsp.core.channel.Scripted.Both;
import org.dsp.core.channel.Scripted.Wire;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ControlFrames;
import org.dsp.core.wire.Join;
import org.dsp.core.wire.JoinResult;
import org.dsp.core.wire.ProxyHeader;
import org.junit.jupiter.api.Test;

class JoinTest {
    private final Scripted node = new Scripted();

    @Test
    void theFirstFrameIsAJoinWithWhatIsKnown() {
        Wire out = node.connect();
        assertThat(out.unflushed).isZero();
        ProxyHeader join = out.expect(Command.JOIN);
        assertThat(Join.magic(join)).isEqualTo(Join.MAGIC);
        assertThat(Join.version(join)).isEqualTo(1);
        assertThat(Join.clusterId(join)).isEqualTo(CLUSTER);
        assertThat(Join.mine(join)).isEqualTo(MINE);
        assertThat(Join.mineCounter(join)).isZero();
        assertThat(Join.yours(join)).as("not known").isZero();
        assertThat(Join.helloMs(join)).isEqualTo(1000);
        assertThat(Join.windowCommands(join)).isEqualTo(8);
        assertThat(Join.windowBytes(join)).isEqualTo(65_536);
        assertThat(join.sndSeq()).isEqualTo(FIRST);
        assertThat(join.snode()).isEqualTo(1);
        assertThat(join.dnode()).isEqualTo(2);
        assertThat(out.frames).isEmpty();
    }

    @Test
    void thePeerIsUpWhenBothHalvesAreJoinedAndNotBefore() {
        Wire out = node.connect();
        ProxyHeader join = out.expect(Command.JOIN);
        assertThat(node.channel.canSend(0)).isFalse();
        node.ack(out, join, JoinResult.OK, 0);
        assertThat(node.channel.up()).isFalse();
        assertThat(node.channel.canSend(0)).isFalse();
        node.peerJoins(0, MINE, 0);
        assertThat(node.channel.up()).isTrue();
        assertThat(node.channel.canSend(0)).isTrue();
        assertThat(node.events).containsExactly("up", "writable");
    }

    @Test
    void aJoinIsAnsweredWithBothHalvesAndTheSequenceExpected() {
        Wire in = node.peerJoins(3, 0, 0);
        assertThat(in.unflushed).isZero();
        ProxyHeader ack = in.expect(Command.JOIN_ACK);
        assertThat(ack.rcode()).isEqualTo(JoinResult.OK);
        assertThat(ack.ackSeq()).isEqualTo(100);
        assertThat(Join.mine(ack)).isEqualTo(MINE);
        assertThat(Join.yours(ack)).isEqualTo(YOURS);
        assertThat(Join.yoursCounter(ack)).isEqualTo(3);
        assertThat(Join.clusterId(ack)).isEqualTo(CLUSTER);
        assertThat(Join.number(ack)).isEqualTo(1);
    }

    @Test
    void aCommandIsDeliveredBeforeTheOutgoingHalfIsJoinedAndTheAnswerWaits() {
        Wire in = node.peerJoins(0, MINE, 0);
        node.command(in, 100);
        assertThat(node.events).containsExactly("connect", "deliver 100");
        assertThat(node.channel.canSend(0)).isFalse();
    }

    @Test
    void aStaleJoinTakesOverTheAnswerersHalfAndJoinsAgainOnTheSameConnection() {
        Wire out = node.connect();
        node.ack(out, out.expect(Command.JOIN), JoinResult.STALE, 9);
        ProxyHeader second = out.expect(Command.JOIN);
        assertThat(Join.yours(second)).isEqualTo(YOURS);
        assertThat(Join.yoursCounter(second)).isEqualTo(9);
        assertThat(Join.mineCounter(second)).as("learnt, not decided").isZero();
        assertThat(Join.number(second)).isEqualTo(2);
        node.ack(out, second, JoinResult.OK, 9);
        node.peerJoins(9, MINE, 0);
        assertThat(node.channel.up()).isTrue();
        assertThat(node.events).containsExactly("up", "writable");
    }

    @Test
    void joiningEndsAfterEightTriesOnOneConnection() {
        Wire out = node.connect();
        for (int i = 0; i < 8; i++) {
            node.ack(out, out.expect(Command.JOIN), JoinResult.STALE, i);
        }
        assertThat(out.frames).isEmpty();
        assertThat(out.closed).contains("no link epoch");
    }

    @Test
    void anAnswerToAnOlderLinkEpochIsNoAnswer() {
        Wire out = node.connect();
        ProxyHeader join = out.expect(Command.JOIN);
        node.peerJoins(4, MINE, 0).expect(Command.JOIN_ACK);
        node.ack(out, join, JoinResult.OK, 3);
        assertThat(node.channel.up()).isFalse();
        assertThat(Join.yoursCounter(out.expect(Command.JOIN))).isEqualTo(4);
    }

    @Test
    void aJoinWithAWrongHalfOfThisSideIsStaleAndMayBeRepeatedOnItsConnection() {
        Wire in = node.peerJoins(0, MINE, 5);
        ProxyHeader stale = in.expect(Command.JOIN_ACK);
        assertThat(stale.rcode()).isEqualTo(JoinResult.STALE);
        assertThat(Join.mineCounter(stale)).isZero();
        assertThat(in.closed).isEmpty();
        node.command(in, 100);
        assertThat(node.events).as("nothing is delivered").containsExactly("connect");
        node.frame(in, node.peerJoin(0, MINE, 0));
        assertThat(in.expect(Command.JOIN_ACK).rcode()).isEqualTo(JoinResult.OK);
        node.command(in, 100);
        assertThat(node.events).containsExactly("connect", "deliver 100");
    }

    @Test
    void aJoinOfAnotherClusterVersionOrNodeIsRefusedAndNothingIsLearnt() {
        ProxyHeader cluster = node.peerJoin(0, 0, 0);
        Join.protocol(cluster, CLUSTER + 1);
        ProxyHeader version = node.peerJoin(0, 0, 0).intAt(64, 2);
        ProxyHeader magic = node.peerJoin(0, 0, 0).intAt(60, 0);
        ProxyHeader nobody = node.peerJoin(0, 0, 0);
        Join.mine(nobody, 0, 0);
        ProxyHeader other = node.peerJoin(0, 0, 0).dnode(3);
        refused(cluster, JoinResult.WRONG_CLUSTER);
        refused(version, JoinResult.WRONG_VERSION);
        refused(magic, JoinResult.WRONG_VERSION);
        refused(nobody, JoinResult.WRONG_VERSION);
        refused(other, JoinResult.WRONG_NODE);
        assertThat(node.events).isEmpty();
        assertThat(Join.yours(node.connect().expect(Command.JOIN))).isZero();
    }

    @Test
    void whichClusterIsJoinedCanChangeAndALinkThatIsJoinedGoesOn() {
        Both both = node.up();
        node.channel.cluster(CLUSTER + 1);
        node.command(both.in(), 100);
        assertThat(node.events).containsExactly("deliver 100");

        refused(node.peerJoin(0, MINE, 0, 101), JoinResult.WRONG_CLUSTER);
        ProxyHeader right = node.peerJoin(0, MINE, 0, 101);
        Join.protocol(right, CLUSTER + 1);
        Wire in = new Wire();
        node.channel.join(in, right, node.now);

        ProxyHeader ack = in.expect(Command.JOIN_ACK);
        assertThat(ack.rcode()).isEqualTo(JoinResult.OK);
        assertThat(Join.clusterId(ack)).isEqualTo(CLUSTER + 1);
        node.channel.disconnected(both.out(), "broken", node.now);
        assertThat(Join.clusterId(node.reconnect().expect(Command.JOIN))).isEqualTo(CLUSTER + 1);
        assertThat(node.events).doesNotContain("leave");
    }

    private void refused(ProxyHeader join, int result) {
        Wire in = new Wire();
        node.channel.join(in, join, node.now);
        ProxyHeader ack = in.expect(Command.JOIN_ACK);
        assertThat(ack.rcode()).isEqualTo(result);
        assertThat(Join.mine(ack)).isZero();
        assertThat(in.closed).contains(JoinResult.text(result));
    }

    @Test
    void aRefusalOfOurJoinClosesAndTheNextAttemptIsNotSoon() {
        Wire out = node.connect();
        ProxyHeader join = out.expect(Command.JOIN);
        ProxyHeader no =
                ControlFrames.joinAck(new ProxyHeader(), 2, 1, CLUSTER, JoinResult.UNKNOWN_PEER, 0);
        node.channel.control(out, no, node.now);
        assertThat(join).isNotNull();
        assertThat(out.closed).contains("not in the peer's configuration");
        node.pass(249 * MS);
        assertThat(node.events).isEmpty();
        node.pass(251 * MS);
        assertThat(node.events).containsExactly("connect");
        assertThat(node.channel.status().lastError())
                .hasValueSatisfying(
                        error -> assertThat(error).contains("not in the peer's configuration"));
    }

    @Test
    void aJoinThatNoChannelStandsForIsAnsweredAndClosed() {
        Wire in = new Wire();
        ProxyHeader join = node.peerJoin(0, 0, 0).snode(9);
        PeerChannel.refuse(node.settings, in, join, JoinResult.UNKNOWN_PEER);
        ProxyHeader ack = in.expect(Command.JOIN_ACK);
        assertThat(ack.rcode()).isEqualTo(JoinResult.UNKNOWN_PEER);
        assertThat(ack.dnode()).isEqualTo(9);
        assertThat(in.closed).contains("node 9");
    }

    @Test
    void aNewerConnectionReplacesTheOlderAndGoesOnFromWhatIsExpected() {
        Both both = node.up();
        node.command(both.in(), 100);
        Wire newer = node.peerJoinsAgain(100);
        ProxyHeader ack = newer.expect(Command.JOIN_ACK);
        assertThat(ack.rcode()).isEqualTo(JoinResult.OK);
        assertThat(ack.ackSeq()).isEqualTo(101);
        assertThat(both.in().closed).contains("newer connection");
        assertThat(both.in().aborted).isTrue();
        assertThat(node.channel.up()).isTrue();
        node.command(both.in(), 101);
        node.channel.incomingClosed(both.in(), "late", node.now);
        node.command(newer, 101);
        assertThat(node.events).containsExactly("deliver 100", "deliver 101");
        assertThat(node.channel.status().late()).isEqualTo(1);
        assertThat(node.channel.status().reconnects()).isEqualTo(1);
    }

    @Test
    void aJoinThatItsSenderGaveUpDisturbsNothing() {
        ProxyHeader late = node.peerJoin(0, 0, 0);
        Both both = node.up();
        Wire old = new Wire();
        node.channel.join(old, late, node.now);
        assertThat(old.expect(Command.JOIN_ACK).rcode()).isEqualTo(JoinResult.STALE);
        assertThat(old.closed).isEqualTo("late JOIN");
        node.channel.incomingClosed(old, "closed", node.now);
        assertThat(node.channel.up()).isTrue();
        node.command(both.in(), 100);
        assertThat(node.events).containsExactly("deliver 100");
    }

    @Test
    void aLateJoinOfThePeersFormerDaemonDisturbsNothing() {
        node.up();
        ProxyHeader restarted = node.peerJoin(0, MINE, 0);
        Join.mine(restarted, 0xc, 0);
        Wire in = new Wire();
        node.channel.join(in, restarted, node.now);
        assertThat(in.expect(Command.JOIN_ACK).rcode()).isEqualTo(JoinResult.STALE);
        ProxyHeader again = node.peerJoin(0, MINE, 1);
        Join.mine(again, 0xc, 0);
        node.frame(in, again);
        assertThat(in.expect(Command.JOIN_ACK).rcode()).isEqualTo(JoinResult.OK);
        node.events.clear();
        Wire old = node.peerJoins(0, MINE, 0);
        assertThat(old.expect(Command.JOIN_ACK).rcode()).isEqualTo(JoinResult.STALE);
        assertThat(old.closed).isEqualTo("late JOIN");
        assertThat(in.closed).isEmpty();
        assertThat(node.events).isEmpty();
    }

    /** Two late JOINs of its predecessor, and the living daemon is taken for gone. */
    @Test
    void aDaemonThatWasLeftByMistakeCannotGoOnInItsFormerLinkEpoch() {
        Wire in = new Wire();
        node.channel.join(in, living(0), node.now);
        node.command(in, 100);
        for (int late = 0; late < 2; late++) {
            Wire old = node.peerJoins(0, 0, 0);
            old.expect(Command.JOIN_ACK);
        }
        assertThat(node.events).contains("deliver 100").endsWith("leave");
        node.events.clear();
        for (int again = 0; again < 2; again++) {
            in = new Wire();
            node.channel.join(in, living(0), node.now);
            assertThat(in.expect(Command.JOIN_ACK).rcode()).isEqualTo(JoinResult.STALE);
        }
        node.command(in, 100);
        assertThat(node.events).as("it was taken, and left").isEmpty();
        node.frame(in, living(1));
        assertThat(in.expect(Command.JOIN_ACK).rcode()).isEqualTo(JoinResult.OK);
    }

    private ProxyHeader living(int mineCounter) {
        ProxyHeader join = node.peerJoin(0, MINE, mineCounter);
        return Join.mine(join, 0xc, 0);
    }

    @Test
    void aJoinAfterCommandsOnTheSameConnectionIsMalformed() {
        Both both = node.up();
        node.command(both.in(), 100);
        node.frame(both.in(), node.peerJoin(0, MINE, 0));
        assertThat(both.in().expect(Command.REJECT).ackSeq()).isEqualTo(101);
        assertThat(both.in().closed).contains("JOIN after commands");
        assertThat(both.in().aborted).as("REJECT must arrive").isFalse();
        assertThat(node.events).containsExactly("deliver 100");
        assertThat(node.channel.up()).isFalse();
    }

    @Test
    void aJoinThatIsNotAnsweredInThreePeriodsEndsItsConnection() {
        Wire out = node.connect();
        node.pass(3 * SECOND - 1);
        assertThat(out.closed).isEmpty();
        node.pass(1);
        assertThat(out.closed).isEqualTo("JOIN was not answered");
        assertThat(node.events).isEmpty();
    }

    @Test
    void aConnectionNobodyAskedForIsClosed() {
        Wire out = node.connect();
        Wire second = new Wire();
        node.channel.connected(second, node.now);
        assertThat(second.closed).isNotEmpty();
        assertThat(out.closed).isEmpty();
    }

    @Test
    void aConnectionThatDoesNotReadIsNotAnswered() {
        Wire in = new Wire();
        in.writable = false;
        node.channel.join(in, node.peerJoin(0, 0, 0), node.now);
        assertThat(in.frames).isEmpty();
        assertThat(in.closed).isNotEmpty();
    }

    @Test
    void anyFieldOfAJoinOrItsAnswerMayBeCorruptedOnceAndBothComeUpInTheEnd() {
        for (int cmd : new int[] {Command.JOIN, Command.JOIN_ACK}) {
            for (int offset = 0; offset < ProxyHeader.BYTES; offset += 4) {
                for (int bit : new int[] {0, 4, 31}) {
                    corrupted(cmd, offset, bit);
                }
            }
        }
    }

    private static void corrupted(int cmd, int offset, int bit) {
        World world = new World(Choices.random(offset), 1);
        boolean done = false;
        while (world.stepInOrder()) {
            for (Link.End end : world.ends()) {
                ProxyHeader head = end.head();
                if (!done && offset != 0 && head != null && head.cmd() == cmd) {
                    head.intAt(offset, head.intAt(offset) ^ (1 << bit));
                    done = true;
                }
            }
        }
        world.run(20 * SECOND);
        assertThat(world.bothUp()).as("%s, offset %d, bit %d", cmd, offset, bit).isTrue();
        world.a.trySend(5);
        world.b.trySend(5);
        world.run(SECOND);
        assertThat(world.a.receivedNow() + world.b.receivedNow()).isEqualTo(2);
        world.endAndCheckPayloads();
    }

    @Test
    void afterCloseNothingIsJoinedOrConnectedAnyMore() {
        node.connect();
        node.channel.close(node.now);
        node.events.clear();
        Wire in = new Wire();
        node.channel.join(in, node.peerJoin(0, 0, 0), node.now);
        assertThat(in.closed).isNotEmpty();
        Wire out = new Wire();
        node.channel.connected(out, node.now);
        assertThat(out.closed).isNotEmpty();
        node.channel.connectFailed("refused", node.now);
        TestPayload payload = new TestPayload(3, "", 0);
        node.command(in, 100, FIRST, payload);
        assertThat(payload.references()).isZero();
        node.channel.frame(in, new ProxyHeader(), Payload.EMPTY, node.now);
        assertThat(node.channel.nextDeadline()).isEqualTo(Long.MAX_VALUE);
        node.channel.tick(node.now + SECOND);
        assertThat(node.events).isEmpty();
        assertThat(node.channel.status().state()).isEqualTo(ChannelStatus.State.CLOSED);
    }
}
