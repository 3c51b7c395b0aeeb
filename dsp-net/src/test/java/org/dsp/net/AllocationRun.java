package org.dsp.net;

import com.sun.management.ThreadMXBean;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollServerSocketChannel;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import org.dsp.core.Payload;
import org.dsp.core.wire.PayloadPool;

/**
 * Sends frames through an echoing connection and prints how many bytes the loop's thread allocated
 * for each. In a JVM of its own, because a watched buffer allocates.
 */
final class AllocationRun {
    private static final int ROUNDS = 1500;

    private AllocationRun() {}

    /** Arguments: frames per write, payload bytes, bytes allocated on purpose per frame. */
    public static void main(String[] args) throws Exception {
        int frames = Integer.parseInt(args[0]);
        int payload = Integer.parseInt(args[1]);
        int seeded = Integer.parseInt(args[2]);
        EpollLoop epoll = EpollLoop.open("measured");
        NodeLoop loop =
                new NodeLoop(epoll.eventLoop(), System::nanoTime, Throwable::printStackTrace);
        Echo echo = new Echo(loop, seeded);
        epoll.eventLoop().submit(() -> loop.drive(echo.node)).get();
        InetAddress here = InetAddress.getLoopbackAddress();
        Channel server =
                new ServerBootstrap()
                        .group(epoll.eventLoop())
                        .channel(EpollServerSocketChannel.class)
                        .childOption(ChannelOption.ALLOCATOR, epoll.allocator())
                        .childHandler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        channel.pipeline().addLast(echo);
                                    }
                                })
                        .bind(new InetSocketAddress(here, 0))
                        .sync()
                        .channel();
        int port = ((InetSocketAddress) server.localAddress()).getPort();
        try (Socket client = new Socket(here, port)) {
            byte[] request = request(frames, payload);
            rounds(client, request);
            long before = allocated(epoll);
            rounds(client, request);
            long after = allocated(epoll);
            System.out.println(
                    "bytes per frame: " + (double) (after - before) / ((long) ROUNDS * frames));
        }
        epoll.close();
    }

    private static void rounds(Socket client, byte[] request) throws Exception {
        byte[] answer = new byte[request.length];
        for (int i = 0; i < ROUNDS; i++) {
            client.getOutputStream().write(request);
            int got = client.getInputStream().readNBytes(answer, 0, answer.length);
            if (got != answer.length) {
                throw new IllegalStateException("echo ended after " + got + " bytes");
            }
        }
    }

    private static byte[] request(int frames, int payload) {
        ByteBuffer all = ByteBuffer.allocate(frames * (TestConnection.HEADER + payload));
        for (int i = 0; i < frames; i++) {
            all.put(TestConnection.header(payload, i)).put(new byte[payload]);
        }
        return all.array();
    }

    private static long allocated(EpollLoop epoll) throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return epoll.eventLoop().submit(threads::getCurrentThreadAllocatedBytes).get();
    }

    private static final class Echo extends FramedConnection {
        private final byte[] header = new byte[TestConnection.HEADER];
        private final int seeded;
        private byte[] wasted = new byte[0];

        final LoopWork node =
                new LoopWork() {
                    @Override
                    public void tick(long now) {
                        // Never due.
                    }

                    @Override
                    public long nextDeadline() {
                        return Long.MAX_VALUE;
                    }

                    @Override
                    public void flush(long now) {
                        if (open) {
                            Echo.this.flush();
                        }
                    }
                };

        private boolean open;

        Echo(ShellLoop loop, int seeded) {
            super(
                    loop,
                    new PayloadPool(),
                    new ConnectionBounds(2048, 4096, 64 << 10, 256 << 10, 64 << 20, 60_000));
            this.seeded = seeded;
        }

        @Override
        protected void opened(ChannelHandlerContext context, long now) {
            open = true;
        }

        @Override
        protected int readFrame(ByteBuf in, long now) {
            if (in.readableBytes() < TestConnection.HEADER) {
                return TestConnection.HEADER;
            }
            int length = in.getInt(in.readerIndex());
            if (in.readableBytes() < TestConnection.HEADER + length) {
                return TestConnection.HEADER + length;
            }
            in.readBytes(header);
            Payload payload = payload(in, in.readRetainedSlice(length));
            if (seeded > 0) {
                // Kept, or the JIT sees that nobody needs it.
                wasted = new byte[wasted.length == 0 ? seeded : wasted.length];
            }
            send(header, payload);
            loop().wantsFlush();
            return 0;
        }

        @Override
        protected void ended(String reason, boolean here, long now) {
            open = false;
        }
    }
}
