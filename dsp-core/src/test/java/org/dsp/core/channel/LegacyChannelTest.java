package org.dsp.core.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.dsp.core.Payload;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;
import org.junit.jupiter.api.Test;

/** The life of a link to a legacy peer, node 2, as node 1 sees it. */
class LegacyChannelTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MS = 1_000_000L;

    private static final ChannelSettings SETTINGS =
            new ChannelSettings(
                    1, 77, 0, 1024, 4 << 20, SECOND, 10 * MS, 5 * SECOND, 10 * MS, 500 * MS, 7, 1);

    private final List<String> log = new ArrayList<>();
    private final LegacyChannel channel = new LegacyChannel(SETTINGS, 2, new Log(), 0);

    private final class Log implements LegacySink {
        @Override
        public int deliver(ProxyHeader header, Payload payload, long now) {
            log.add("deliver " + Command.name(header.cmd()));
            payload.release();
            return 0;
        }

        @Override
        public void up(int peer) {
            log.add("up");
        }

        @Override
        public void leave(int peer, String why, long now) {
            log.add("leave: " + why);
        }

        @Override
        public void writable(int peer) {
            log.add("writable");
        }

        @Override
        public void connect(int peer) {
            log.add("connect");
        }
    }

    private static final class Output implements PeerOutput {
        final List<String> written = new ArrayList<>();

        @Override
        public boolean writable() {
            return true;
        }

        @Override
        public void write(ProxyHeader header, Payload payload) {
            written.add(Command.name(header.cmd()) + " " + header.sndSeq());
            payload.release();
        }

        @Override
        public void flush() {
            written.add("flush");
        }

        @Override
        public void close(String why) {
            written.add("close");
        }

        @Override
        public void abort(String why) {
            written.add("abort");
        }
    }

    private Output out = new Output();
    private Output in = new Output();

    private void linkAt(long now) {
        channel.tick(now);
        out = new Output();
        in = new Output();
        channel.connected(out, now);
        channel.accepted(in, now);
        assertThat(channel.up()).isTrue();
    }

    private static ProxyHeader message(int cmd) {
        ProxyHeader h = new ProxyHeader().cmd(cmd).src(10).dst(50).snode(2).dnode(1);
        return h.flags(ProxyHeader.FLAG_ROUTING);
    }

    @Test
    void itIsUpWhenBothConnectionsStand() {
        channel.tick(0);
        channel.connected(out, 1);
        assertThat(channel.up()).isFalse();
        assertThatIllegalStateException()
                .isThrownBy(() -> channel.send(message(Command.SEND_MSG), Payload.EMPTY, 1));
        channel.accepted(in, 2);
        assertThat(channel.status().state()).isEqualTo(ChannelStatus.State.UP);
        assertThat(log).containsExactly("connect", "up", "writable");
    }

    @Test
    void itSaysHelloAfter30IdleSecondsAndNotBefore() {
        linkAt(0);
        channel.send(message(Command.SEND_MSG), Payload.EMPTY, 20 * SECOND);
        channel.frame(in, message(Command.NONE), Payload.EMPTY, 21 * SECOND);
        channel.tick(49 * SECOND);
        assertThat(out.written).containsExactly("CMD_SEND_MSG 1");
        channel.tick(50 * SECOND);
        assertThat(out.written).containsExactly("CMD_SEND_MSG 1", "CMD_NONE 1", "flush");
        assertThat(in.written).isEmpty();
    }

    @Test
    void aPeerThatSaysNothingFor90SecondsIsGone() {
        linkAt(0);
        for (int at = 30; at < 90; at += 30) {
            channel.tick(at * SECOND);
            assertThat(channel.up()).isTrue();
        }
        assertThat(channel.nextDeadline()).isEqualTo(90 * SECOND);
        channel.tick(90 * SECOND);
        assertThat(log).last().isEqualTo("leave: nothing was heard for 90 s");
        assertThat(out.written).endsWith("abort");
        assertThat(in.written).endsWith("abort");
    }

    @Test
    void theEndOfEitherConnectionIsALeaveAndEndsTheOther() {
        linkAt(0);
        channel.incomingClosed(in, "gone", SECOND);
        assertThat(out.written).containsExactly("abort");
        assertThat(log).last().isEqualTo("leave: the peer's connection is closed: gone");
        channel.disconnected(out, "gone", SECOND);
        assertThat(log).filteredOn(line -> line.startsWith("leave")).hasSize(1);
        // It may be waited for until the grace is over.
        assertThat(channel.mayQueue()).isTrue();
        channel.tick(6 * SECOND);
        assertThat(channel.mayQueue()).isFalse();
        linkAt(7 * SECOND);
        assertThat(channel.mayQueue()).isTrue();
    }

    @Test
    void aSecondConnectionOfThePeerReplacesTheFirst() {
        linkAt(0);
        Output newer = new Output();
        channel.accepted(newer, SECOND);
        assertThat(in.written).containsExactly("abort");
        assertThat(log).contains("leave: the peer connected anew");
        channel.frame(in, message(Command.SEND_MSG), Payload.EMPTY, SECOND);
        assertThat(log).noneMatch(line -> line.startsWith("deliver"));
    }

    @Test
    void whatTheOriginalNeverSaysEndsTheLink() {
        for (int cmd : new int[] {Command.CANCEL, Command.WINDOW_ACK, Command.JOIN_ACK}) {
            linkAt(channel.nextDeadline());
            channel.frame(in, message(cmd), Payload.EMPTY, SECOND);
            assertThat(channel.up()).isFalse();
            assertThat(in.written).containsExactly("abort");
        }
    }

    @Test
    void whatTheOriginalDoesNotKnowIsNotSaid() {
        linkAt(0);
        for (int cmd : new int[] {Command.CANCEL, Command.PROCESS_DIED, Command.CLOSE}) {
            channel.send(message(cmd), Payload.EMPTY, 1);
        }
        assertThat(out.written).isEmpty();
    }

    @Test
    void aCopyBetweenThreeNodesIsRefusedAtOnce() {
        linkAt(0);
        channel.send(message(Command.COPYRMT_RQST).src(50).dst(10), Payload.EMPTY, 1);
        assertThat(out.written).isEmpty();
        assertThat(log).last().isEqualTo("deliver CMD_COPYRMT_ACK");
    }

    @Test
    void closingLeavesOnceAndConnectsNoMore() {
        linkAt(0);
        channel.close(1);
        channel.close(2);
        assertThat(out.written).containsExactly("close");
        assertThat(log).filteredOn(line -> line.startsWith("leave")).hasSize(1);
        assertThat(channel.nextDeadline()).isEqualTo(Long.MAX_VALUE);
        Output late = new Output();
        channel.accepted(late, 3);
        assertThat(late.written).containsExactly("abort");
    }
}
