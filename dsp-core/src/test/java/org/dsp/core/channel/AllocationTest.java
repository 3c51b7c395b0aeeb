package org.dsp.core.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.dsp.core.Payload;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ControlFrames;
import org.dsp.core.wire.Join;
import org.dsp.core.wire.ProxyHeader;
import org.junit.jupiter.api.Test;

/** The data path of a channel that is up allocates nothing. */
class AllocationTest {
    private static final int COMMANDS = 50_000;

    /** Hands control back at once; commands go nowhere. */
    private static final class Silent implements PeerOutput {
        boolean leaks;
        byte[] leaked = new byte[0];

        @Override
        public boolean writable() {
            return true;
        }

        @Override
        public void write(ProxyHeader header, Payload payload) {
            payload.release();
            if (leaks) {
                leaked = new byte[16];
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close(String why) {}

        @Override
        public void abort(String why) {}
    }

    private final Scripted node = new Scripted();
    private final Silent out = new Silent();
    private final Silent in = new Silent();
    private final ProxyHeader command = new ProxyHeader().cmd(Command.SEND_MSG).snode(2);
    private final ProxyHeader answer = new ProxyHeader().cmd(Command.SEND_ACK);
    private final ProxyHeader hello = ControlFrames.hello(new ProxyHeader(), 2, 1);
    private final ProxyHeader windowAck = new ProxyHeader();

    private PeerChannel channel;
    private int received = 100;
    private int sent = Scripted.FIRST;

    @Test
    void sendingReceivingAcknowledgingAndHelloAllocateNothing() {
        up();
        round();
        assertThat(allocatedByARound()).isLessThan(COMMANDS);
    }

    @Test
    void anAllocationPerFrameIsSeen() {
        up();
        round();
        out.leaks = true;
        assertThat(allocatedByARound()).isGreaterThan(16L * COMMANDS);
        assertThat(out.leaked).hasSize(16);
    }

    private void up() {
        ChannelSink quiet =
                new ChannelSink() {
                    @Override
                    public void deliver(
                            PeerChannel from, ProxyHeader header, Payload payload, long now) {
                        payload.release();
                        if (from.canSend(0)) {
                            from.send(answer, Payload.EMPTY, now);
                            sent++;
                        }
                    }

                    @Override
                    public void up(PeerChannel on, long now) {}

                    @Override
                    public void leave(PeerChannel on, String why, long now) {
                        throw new AssertionError(why);
                    }

                    @Override
                    public void poisoned(PeerChannel on, ProxyHeader command, long now) {}

                    @Override
                    public void writable(PeerChannel on, long now) {}

                    @Override
                    public void connect(PeerChannel on) {}
                };
        channel = new PeerChannel(node.settings, 2, quiet, node.now);
        channel.tick(node.now);
        channel.connected(out, node.now);
        channel.join(in, node.peerJoin(0, Scripted.MINE, 0), node.now);
        ProxyHeader ack =
                ControlFrames.joinAck(new ProxyHeader(), 2, 1, Scripted.CLUSTER, 0, Scripted.FIRST);
        Join.mine(ack, Scripted.YOURS, 0);
        Join.yours(ack, Scripted.MINE, 0);
        channel.control(out, ack, node.now);
        assertThat(channel.up()).isTrue();
    }

    private void round() {
        long now = node.now;
        for (int i = 0; i < COMMANDS; i++) {
            command.sndSeq(received++).ackSeq((i & 1) == 0 ? sent : 0);
            channel.frame(in, command, Payload.EMPTY, now);
            if ((i & 3) == 0) {
                ControlFrames.windowAck(windowAck, 2, 1, sent);
                channel.control(out, windowAck, now);
                channel.flush(now);
            }
            now += 50_000;
            if (now >= channel.nextDeadline()) {
                channel.tick(now);
                channel.frame(in, hello, Payload.EMPTY, now);
                channel.control(out, hello, now);
            }
        }
        node.now = now;
    }

    private long allocatedByARound() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        round();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
