package org.dsp.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * One system call carries what became ready in one iteration of the loop, and a lone frame waits
 * for nothing. Connections of processes and of peers are both of this kind.
 */
class FlushTest {
    private static final ConnectionBounds BOUNDS =
            new ConnectionBounds(2048, 16 << 10, 64 << 10, 256 << 10, 2 << 20, 10_000);

    private final List<Throwable> fatal = new ArrayList<>();
    private final Socket socket = new Socket();
    private EmbeddedChannel channel;

    /** What the transport is asked for; a flush of what was written is one gathering write. */
    private static final class Socket extends ChannelOutboundHandlerAdapter {
        private final List<Integer> flushes = new ArrayList<>();
        private int bytes;

        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            bytes += ((ByteBuf) message).readableBytes();
            ((ByteBuf) message).release();
        }

        @Override
        public void flush(ChannelHandlerContext ctx) {
            flushes.add(bytes);
            bytes = 0;
        }
    }

    private void open() {
        NodeLoop[] loop = new NodeLoop[1];
        ShellLoop late =
                new ShellLoop() {
                    @Override
                    public long now() {
                        return 0;
                    }

                    @Override
                    public void wantsFlush() {
                        loop[0].wantsFlush();
                    }

                    @Override
                    public void hasRead() {
                        loop[0].hasRead();
                    }

                    @Override
                    public void fatal(Throwable error) {
                        fatal.add(error);
                    }
                };
        TestConnection connection = new TestConnection(late, BOUNDS);
        connection.echo = true;
        channel = new EmbeddedChannel();
        loop[0] = new NodeLoop(channel.eventLoop(), () -> 0, fatal::add);
        channel.pipeline().addLast(socket, connection);
        loop[0].drive(new FlushOf(connection));
        channel.pipeline().fireChannelActive();
        channel.runPendingTasks();
        socket.flushes.clear();
    }

    /** As a node does: every connection that was written to is flushed. */
    private record FlushOf(TestConnection connection) implements LoopWork {
        @Override
        public void tick(long now) {
            // Nothing is due.
        }

        @Override
        public long nextDeadline() {
            return Long.MAX_VALUE;
        }

        @Override
        public void flush(long now) {
            connection.flush();
        }
    }

    @AfterEach
    void stop() {
        channel.finishAndReleaseAll();
        assertThat(fatal).isEmpty();
    }

    private ByteBuf frames(int count, int payload) {
        ByteBuf all = channel.alloc().directBuffer();
        for (int i = 0; i < count; i++) {
            all.writeBytes(TestConnection.header(payload, i)).writeZero(payload);
        }
        return all;
    }

    /** What the loop does: all ready reads, then the tasks. */
    private void iteration(ByteBuf... reads) {
        // From the handler in front: the channel itself would run its tasks after each.
        ChannelHandlerContext transport = channel.pipeline().context(socket);
        for (ByteBuf read : reads) {
            transport.fireChannelRead(read);
            transport.fireChannelReadComplete();
        }
        channel.runPendingTasks();
    }

    @Test
    void whatBecomesReadyInOneIterationIsOneWrite() {
        open();

        iteration(frames(100, 20), frames(100, 20));

        assertThat(socket.flushes).containsExactly(200 * (TestConnection.HEADER + 20));
    }

    @Test
    void afterManyReadsOfOneIterationTheFirstDoNotWaitForTheLast() {
        open();
        ByteBuf[] reads = new ByteBuf[NodeLoop.READS + 1];
        Arrays.setAll(reads, i -> frames(1, 20));

        iteration(reads);

        int frame = TestConnection.HEADER + 20;
        assertThat(socket.flushes).containsExactly(NodeLoop.READS * frame, frame);
    }

    @Test
    void largePayloadsAndSmallFramesGoTogetherToo() {
        open();

        iteration(frames(3, 20_000), frames(5, 0));

        assertThat(socket.flushes).containsExactly(3 * 20_000 + 8 * TestConnection.HEADER);
    }

    @Test
    void aLoneFrameIsWrittenInTheIterationThatItCameIn() {
        open();

        for (int i = 1; i <= 3; i++) {
            iteration(frames(1, 20));

            assertThat(socket.flushes).hasSize(i);
            assertThat(socket.flushes.get(i - 1)).isEqualTo(TestConnection.HEADER + 20);
        }
    }
}
