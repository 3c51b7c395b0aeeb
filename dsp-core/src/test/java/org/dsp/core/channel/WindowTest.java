package org.dsp.core.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dsp.core.channel.Scripted.FIRST;
import static org.dsp.core.channel.Scripted.MS;
import static org.dsp.core.channel.Scripted.SECOND;

import java.util.ArrayList;
import java.util.List;
import org.dsp.core.Payload;
import org.dsp.core.channel.Scripted.Both;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ControlFrames;
import org.dsp.core.wire.ProxyHeader;
import org.junit.jupiter.api.Test;

class WindowTest {
    private final Scripted node = new Scripted();

    @Test
    void aSentCommandIsStampedAndKeptUntilAcknowledged() {
        Both both = node.up();
        node.command(both.in(), 100);
        TestPayload first = node.send(7);
        TestPayload second = node.send(8);
        ProxyHeader frame = both.out().expect(Command.COPYIN_DATA);
        assertThat(frame.sndSeq()).isEqualTo(FIRST);
        assertThat(frame.ackSeq()).isEqualTo(101);
        assertThat(frame.len()).isEqualTo(7);
        assertThat(frame.snode()).isEqualTo(1);
        assertThat(both.out().expect(Command.COPYIN_DATA).sndSeq()).isEqualTo(FIRST + 1);
        assertThat(first.references()).isEqualTo(1);
        node.windowAck(both.out(), FIRST + 1);
        assertThat(first.references()).isZero();
        assertThat(second.references()).isEqualTo(1);
        node.windowAck(both.out(), FIRST + 2);
        assertThat(second.references()).isZero();
    }

    @Test
    void commandsAreWrittenAtOnceAndFlushedTogether() {
        Both both = node.up();
        node.send(0);
        node.send(0);
        assertThat(both.out().unflushed).isEqualTo(2);
        node.channel.flush(node.now);
        assertThat(both.out().unflushed).isZero();
    }

    @Test
    void aFullWindowOfCommandsStopsSendingUntilRoomIsOffered() {
        Both both = node.up();
        for (int i = 0; i < 8; i++) {
            assertThat(node.channel.canSend(0)).isTrue();
            node.send(0);
        }
        assertThat(node.channel.canSend(0)).isFalse();
        assertThatThrownBy(() -> node.channel.send(new ProxyHeader(), Payload.EMPTY, node.now))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("window is full");
        assertThat(node.events).isEmpty();
        node.windowAck(both.out(), FIRST + 3);
        assertThat(node.events).containsExactly("writable");
        assertThat(node.channel.status().unacknowledged()).isEqualTo(5);
        assertThat(node.channel.canSend(0)).isTrue();
        node.windowAck(both.out(), FIRST + 4);
        assertThat(node.events).as("nobody waited").containsExactly("writable");
    }

    @Test
    void aFullWindowOfBytesStopsOnlyWhatDoesNotFit() {
        Both both = node.up();
        node.send(40_000);
        assertThat(node.channel.canSend(25_536)).isTrue();
        assertThat(node.channel.canSend(25_537)).isFalse();
        assertThat(node.channel.canSend(0)).isTrue();
        node.windowAck(both.out(), FIRST + 1);
        assertThat(node.channel.canSend(65_536)).isTrue();
        node.send(65_536);
        assertThat(node.channel.canSend(1)).isFalse();
        assertThat(node.channel.status().unacknowledgedBytes()).isEqualTo(65_536);
    }

    @Test
    void aFullSocketStopsSendingUntilItHasRoom() {
        Both both = node.up();
        both.out().writable = false;
        assertThat(node.channel.canSend(0)).isFalse();
        node.channel.writabilityChanged(node.now);
        assertThat(node.events).isEmpty();
        both.out().writable = true;
        node.channel.writabilityChanged(node.now);
        assertThat(node.events).containsExactly("writable");
    }

    @Test
    void whatACommandAcknowledgesIsAShortCutAndWhatCannotBeIsIgnored() {
        Both both = node.up();
        TestPayload pending = node.send(5);
        node.command(both.in(), 100, FIRST + 2, new TestPayload(0, "", 0));
        node.command(both.in(), 101, FIRST - 1, new TestPayload(0, "", 0));
        assertThat(pending.references()).isEqualTo(1);
        node.command(both.in(), 102, FIRST + 1, new TestPayload(0, "", 0));
        assertThat(pending.references()).isZero();
        node.windowAck(both.out(), FIRST + 1);
        assertThat(node.events).doesNotContain("leave");
    }

    @Test
    void anOldWindowAckChangesNothing() {
        Both both = node.up();
        node.send(0);
        node.send(0);
        node.windowAck(both.out(), FIRST + 2);
        node.windowAck(both.out(), FIRST + 1);
        node.windowAck(both.out(), FIRST);
        assertThat(node.events).isEmpty();
        node.windowAck(both.out(), FIRST - 1);
        assertThat(node.events).containsExactly("leave");
    }

    @Test
    void aQuarterOfTheSendersWindowIsAcknowledgedAtOnce() {
        Both both = node.up();
        node.command(both.in(), 100);
        assertThat(both.in().frames).isEmpty();
        node.command(both.in(), 101);
        assertThat(both.in().expect(Command.WINDOW_ACK).ackSeq()).isEqualTo(102);
        node.command(both.in(), 102, FIRST, new TestPayload(16_384, "", 0));
        assertThat(both.in().expect(Command.WINDOW_ACK).ackSeq()).isEqualTo(103);
        assertThat(both.in().unflushed).isEqualTo(2);
        node.channel.flush(node.now);
        assertThat(both.in().unflushed).isZero();
    }

    @Test
    void aSingleCommandIsAcknowledgedAfterTheDelay() {
        Both both = node.up();
        node.command(both.in(), 100);
        node.pass(10 * MS - 1);
        assertThat(both.in().frames).isEmpty();
        node.pass(1);
        assertThat(both.in().expect(Command.WINDOW_ACK).ackSeq()).isEqualTo(101);
        assertThat(both.in().unflushed).isZero();
        node.pass(100 * MS);
        assertThat(both.in().frames).isEmpty();
    }

    @Test
    void anAcknowledgementThatTheSocketDoesNotTakeIsWrittenLater() {
        Both both = node.up();
        both.in().writable = false;
        node.command(both.in(), 100);
        node.command(both.in(), 101);
        node.pass(50 * MS);
        assertThat(both.in().frames).isEmpty();
        both.in().writable = true;
        node.pass(10 * MS);
        assertThat(both.in().expect(Command.WINDOW_ACK).ackSeq()).isEqualTo(102);
    }

    @Test
    void aDuplicateIsDroppedAndCounted() {
        Both both = node.up();
        node.command(both.in(), 100);
        TestPayload again = new TestPayload(3, "", 0);
        node.command(both.in(), 100, FIRST, again);
        assertThat(again.references()).isZero();
        assertThat(node.events).containsExactly("deliver 100");
        assertThat(node.channel.status().duplicates()).isEqualTo(1);
        assertThat(node.channel.status().commandsReceived()).isEqualTo(1);
    }

    @Test
    void sequencesWrap() {
        Scripted wrapping = new Scripted(-2);
        Both both = wrapping.up();
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            wrapping.send(0);
            ProxyHeader frame = both.out().expect(Command.COPYIN_DATA);
            sent.add(Integer.toUnsignedString(frame.sndSeq()));
        }
        assertThat(sent).containsExactly("4294967294", "4294967295", "0", "1", "2");
        wrapping.windowAck(both.out(), -1);
        wrapping.windowAck(both.out(), 3);
        assertThat(wrapping.channel.status().unacknowledged()).isZero();
        wrapping.windowAck(both.out(), -1);
        assertThat(wrapping.events).isEmpty();
    }

    @Test
    void expectedSequencesWrap() {
        Arrivals arrivals = new Arrivals(0);
        arrivals.start(-2, 100, 100);
        for (int sequence = -2; sequence < 3; sequence++) {
            assertThat(arrivals.judge(sequence)).isEqualTo(Arrivals.Arrival.EXPECTED);
            assertThat(arrivals.judge(sequence + 1)).isEqualTo(Arrivals.Arrival.IMPOSSIBLE);
            arrivals.take(0, 0);
            assertThat(arrivals.judge(sequence)).isEqualTo(Arrivals.Arrival.DUPLICATE);
            assertThat(arrivals.judge(-2)).isEqualTo(Arrivals.Arrival.DUPLICATE);
            assertThat(arrivals.judge(-3)).isEqualTo(Arrivals.Arrival.IMPOSSIBLE);
            assertThat(arrivals.canResume(sequence, 100)).isTrue();
            assertThat(arrivals.canResume(sequence + 1, 100)).isTrue();
            assertThat(arrivals.canResume(sequence + 2, 100)).isFalse();
            assertThat(arrivals.canResume(-2, 100)).isTrue();
            assertThat(arrivals.canResume(-3, 100)).isFalse();
            assertThat(arrivals.canResume(-2, sequence + 2)).as("beyond its window").isFalse();
        }
    }

    @Test
    void aDeliveryMayAnswerOnTheSameChannelEvenThroughAFullWindow() {
        Both both = node.up();
        for (int i = 0; i < 8; i++) {
            node.send(0);
        }
        assertThat(node.channel.canSend(0)).isFalse();
        node.onDeliver = () -> node.send(0);
        node.command(both.in(), 100, FIRST + 8, new TestPayload(0, "", 0));
        assertThat(node.events).containsExactly("writable", "deliver 100");
        both.out().frames.clear();
        node.onDeliver = () -> {};
        assertThat(node.channel.status().unacknowledged()).isEqualTo(1);
    }

    @Test
    void helloIsSentEachPeriodUnderLoadTooAndWithAFullWindow() {
        Both both = node.up();
        for (int i = 0; i < 8; i++) {
            node.send(0);
            both.out().expect(Command.COPYIN_DATA);
        }
        both.out().writable = false;
        for (int second = 1; second <= 20; second++) {
            node.command(both.in(), 99 + second);
            node.channel.control(
                    both.out(), ControlFrames.hello(new ProxyHeader(), 2, 1), node.now);
            node.pass(SECOND);
            ProxyHeader hello = both.out().expect(Command.NONE);
            assertThat(hello.dcid()).isEqualTo(-1);
            assertThat(hello.src()).isEqualTo(27_342);
            assertThat(hello.dst()).isEqualTo(27_342);
            assertThat(both.out().unflushed).isZero();
            assertThat(both.out().frames).isEmpty();
        }
        assertThat(node.channel.up()).isTrue();
    }

    @Test
    void helloIsAnsweredOnTheSameConnectionUnlessThePeerDoesNotRead() {
        Both both = node.up();
        node.frame(both.in(), ControlFrames.hello(new ProxyHeader(), 2, 1));
        both.in().expect(Command.NONE);
        assertThat(both.in().unflushed).isZero();
        both.in().writable = false;
        node.frame(both.in(), ControlFrames.hello(new ProxyHeader(), 2, 1));
        assertThat(both.in().frames).isEmpty();
    }

    @Test
    void threeHellosWithoutAnAnswerEndTheConnectionNotTheLinkEpoch() {
        Both both = node.up();
        for (int second = 0; second < 3; second++) {
            node.pass(SECOND);
            node.frame(both.in(), ControlFrames.hello(new ProxyHeader(), 2, 1));
            both.out().expect(Command.NONE);
        }
        assertThat(node.channel.up()).isTrue();
        node.pass(SECOND);
        assertThat(node.channel.up()).isFalse();
        assertThat(node.events).isEmpty();
        assertThat(both.out().aborted).isTrue();
        assertThat(both.out().closed).contains("3 HELLOs were not answered");
    }

    @Test
    void threePeriodsOfSilenceOnTheIncomingHalfEndTheConnectionNotTheLinkEpoch() {
        Both both = node.up();
        for (int second = 0; second < 3; second++) {
            node.pass(SECOND);
            node.channel.control(
                    both.out(), ControlFrames.hello(new ProxyHeader(), 2, 1), node.now);
        }
        assertThat(node.channel.up()).isTrue();
        node.pass(SECOND);
        assertThat(node.channel.up()).isFalse();
        assertThat(node.events).isEmpty();
        assertThat(both.in().aborted).isTrue();
        assertThat(both.in().closed).contains("nothing was heard");
    }

    @Test
    void statusCountsCommandsAndNoControl() {
        Both both = node.up();
        node.send(10);
        node.command(both.in(), 100, FIRST, new TestPayload(30, "", 0));
        node.frame(both.in(), ControlFrames.hello(new ProxyHeader(), 2, 1));
        ChannelStatus status = node.channel.status();
        assertThat(status.peer()).isEqualTo(2);
        assertThat(status.state()).isEqualTo(ChannelStatus.State.UP);
        assertThat(status.linkEpoch()).isEqualTo("a/0 b/0");
        assertThat(status.commandsSent()).isEqualTo(1);
        assertThat(status.bytesSent()).isEqualTo(130);
        assertThat(status.commandsReceived()).isEqualTo(1);
        assertThat(status.bytesReceived()).isEqualTo(150);
        assertThat(status.unacknowledged()).isEqualTo(1);
        assertThat(status.unacknowledgedBytes()).isEqualTo(10);
        assertThat(status.sequenceNext()).isEqualTo(FIRST + 1);
        assertThat(status.sequenceAcknowledged()).isEqualTo(FIRST);
        assertThat(status.sequenceExpected()).isEqualTo(101);
        assertThat(status.resent()).isZero();
        assertThat(status.joins()).isEqualTo(1);
        assertThat(status.reconnects()).isZero();
        assertThat(status.leaves()).isZero();
        assertThat(status.lastError()).isEmpty();
        node.channel.disconnected(both.out(), "reset", node.now);
        status = node.channel.status();
        assertThat(status.state()).isEqualTo(ChannelStatus.State.HALF);
        assertThat(status.leaves()).isZero();
        assertThat(status.unacknowledged()).isEqualTo(1);
        assertThat(status.lastError()).hasValue("link broken: our connection is closed: reset");
        assertThat(status.lastErrorAt()).isEqualTo(node.now);
    }
}
