package org.dsp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollServerSocketChannel;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.dsp.core.Payload;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FramedConnectionTest {
    private static final ConnectionBounds BOUNDS =
            new ConnectionBounds(2048, 4096, 64 << 10, 256 << 10, 2 << 20, 10_000);

    private final EpollLoop epoll = EpollLoop.open("test-loop");
    private final AtomicReference<Throwable> fatal = new AtomicReference<>();
    private final NodeLoop loop = new NodeLoop(epoll.eventLoop(), System::nanoTime, fatal::set);
    private final BlockingQueue<TestConnection> accepted = new LinkedBlockingQueue<>();
    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (Socket socket : sockets) {
            socket.close();
        }
        epoll.close();
        assertThat(fatal.get()).isNull();
    }

    @Test
    void framesCutAnywhereArriveWholeAndInOrder() throws Exception {
        Socket client = connect(BOUNDS);
        TestConnection connection = accepted.take();
        Random random = new Random(20261122);
        ByteBuffer all = ByteBuffer.allocate(4 << 20);
        List<byte[]> expected = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            byte[] payload = new byte[i % 3 == 0 ? 0 : random.nextInt(TestConnection.LARGEST + 1)];
            random.nextBytes(payload);
            expected.add(payload);
            all.put(TestConnection.header(payload.length, i)).put(payload);
        }

        OutputStream out = client.getOutputStream();
        int at = 0;
        while (at < all.position()) {
            int piece = Math.min(1 + random.nextInt(50_000), all.position() - at);
            out.write(all.array(), at, piece);
            at += piece;
        }

        await().until(() -> connection.payloads.size() == expected.size());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(connection.log.get(i + 1)).isEqualTo("frame " + i);
            assertThat(connection.payloads.get(i)).isEqualTo(expected.get(i));
        }
    }

    @Test
    void oneByteAtATimeIsAFrameToo() throws Exception {
        Socket client = connect(BOUNDS);
        TestConnection connection = accepted.take();

        for (byte b : ByteBuffer.allocate(11).put(TestConnection.header(3, 7)).array()) {
            client.getOutputStream().write(b);
        }

        await().until(() -> connection.log.contains("frame 7"));
    }

    @Test
    void aFrameOfTwoGigabytesEndsTheConnectionAndNothingMoreIsRead() throws Exception {
        Socket client = connect(BOUNDS);
        TestConnection connection = accepted.take();

        client.getOutputStream().write(TestConnection.header(0, 1));
        client.getOutputStream().write(TestConnection.header(Integer.MAX_VALUE, 2));
        client.getOutputStream().write(TestConnection.header(0, 3));

        await().until(() -> connection.log.size() == 3);
        assertThat(connection.log)
                .containsExactly("opened", "frame 1", "ended: sent bytes that are no frame");
    }

    @Test
    void closingAConnectionWhoseOtherSideDiedThisMomentIsNoError() throws Exception {
        Socket client = connect(BOUNDS);
        TestConnection connection = accepted.take();

        epoll.eventLoop()
                .submit(
                        () -> {
                            client.setSoLinger(true, 0);
                            client.close();
                            // Finds the reset; that the socket is closed is told later.
                            connection.say(1, new byte[100]);
                            connection.flush();
                            connection.close("asked for");
                            return null;
                        })
                .get(10, TimeUnit.SECONDS);

        await().until(() -> connection.log.stream().anyMatch(l -> l.startsWith("ended")));
    }

    @Test
    void whatIsEchoedComesBackUnchangedSmallAndLarge() throws Exception {
        Socket client = connect(BOUNDS);
        accepted.take().echo = true;
        Random random = new Random(1);
        int[] sizes = {0, 1, 1024, 1025, 4096, 0, 0, 65_536, 20, 0, 30_000};

        DataInputStream in = new DataInputStream(client.getInputStream());
        List<byte[]> expected = new ArrayList<>();
        ByteBuffer all = ByteBuffer.allocate(200_000);
        for (int size : sizes) {
            byte[] payload = new byte[size];
            random.nextBytes(payload);
            expected.add(payload);
            all.put(TestConnection.header(size, size)).put(payload);
        }
        client.getOutputStream().write(all.array(), 0, all.position());

        for (byte[] payload : expected) {
            assertThat(in.readInt()).isEqualTo(payload.length);
            assertThat(in.readInt()).isEqualTo(payload.length);
            assertThat(in.readNBytes(payload.length)).isEqualTo(payload);
        }
    }

    @Test
    void aClosedConnectionIsHeardToTheEndThoughItsInputWasNotRead() throws Exception {
        Socket client = connect(BOUNDS);
        TestConnection connection = accepted.take();
        connection.closeOn = "frame 1";

        client.getOutputStream().write(TestConnection.header(0, 1));
        // More than the daemon will look at: a plain close would answer it with a reset.
        client.getOutputStream().write(new byte[200_000]);

        DataInputStream in = new DataInputStream(client.getInputStream());
        assertThat(in.readInt()).isEqualTo(3);
        assertThat(in.readInt()).isEqualTo(-1);
        assertThat(in.readNBytes(3)).hasSize(3);
        assertThat(in.read()).isEqualTo(-1);
        await().until(() -> connection.log.contains("ended: asked for"));
        assertThat(connection.log).containsExactly("opened", "frame 1", "ended: asked for");
    }

    @Test
    void aClosedConnectionWhoseOtherSideStaysIsGoneAfterTheLingerTime() throws Exception {
        Socket client = connect(BOUNDS);
        TestConnection connection = accepted.take();

        run(() -> connection.close("enough"));

        assertThat(client.getInputStream().read()).isEqualTo(-1);
        long start = System.nanoTime();
        // The far end is closed for good when writing to it fails.
        await().atMost(5, TimeUnit.SECONDS).until(() -> writeFails(client));
        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(4));
        assertThat(connection.log).containsExactly("opened", "ended: enough");
    }

    @Test
    void theEndIsToldOnceWhoeverEndsIt() throws Exception {
        Socket client = connect(BOUNDS);
        TestConnection connection = accepted.take();

        run(
                () -> {
                    connection.close("first");
                    connection.close("second");
                });
        client.close();

        await().until(() -> !connection.writable());
        await().during(50, TimeUnit.MILLISECONDS)
                .until(() -> connection.log.equals(List.of("opened", "ended: first")));
    }

    @Test
    void aResetIsAnEndWithItsReason() throws Exception {
        Socket client = connect(BOUNDS);
        TestConnection connection = accepted.take();

        client.setSoLinger(true, 0);
        client.close();

        await().until(() -> connection.log.size() == 2);
        assertThat(connection.log.get(1)).containsIgnoringCase("reset");
    }

    @Test
    void oneThatNeverReadsIsClosedAboveItsBoundAndNotBefore() throws Exception {
        Socket client = connect(BOUNDS);
        TestConnection connection = accepted.take();
        byte[] chunk = new byte[32 << 10];

        // The kernel takes some megabytes of its own before anything waits here.
        int written = 0;
        while (connection.log.size() == 1 && written < 100 << 20) {
            run(
                    () -> {
                        connection.say(1, chunk);
                        connection.flush();
                    });
            written += chunk.length;
        }

        await().until(() -> connection.log.size() == 2);
        assertThat(connection.log.get(1)).contains("does not read").contains("allowed 2097152");
        assertThat(client.isConnected()).isTrue();
    }

    @Test
    void pausedFramesWaitAndAreReadInOrderAfterwards() throws Exception {
        Socket client = connect(BOUNDS);
        TestConnection connection = accepted.take();
        run(connection::pause);

        for (int i = 0; i < 1000; i++) {
            client.getOutputStream().write(TestConnection.header(0, i));
        }
        await().during(100, TimeUnit.MILLISECONDS).until(() -> connection.log.size() == 1);
        run(connection::unpause);

        await().until(() -> connection.log.size() == 1001);
        assertThat(connection.log).endsWith("frame 998", "frame 999");
    }

    @Test
    void oneThatPausesInTheMiddleOfAReadIsGivenNoFrameMore() throws Exception {
        Socket client = connect(BOUNDS);
        TestConnection connection = accepted.take();
        run(() -> connection.paused = true);

        client.getOutputStream().write(frames(5));
        run(() -> {});
        run(connection::unpause);

        await().until(() -> connection.log.size() == 6);
    }

    @Test
    void whatCameWholeBeforeTheEndCountsAlsoIfItWaitedPaused() throws Exception {
        Socket client = connect(BOUNDS);
        TestConnection connection = accepted.take();
        run(connection::pause);

        client.getOutputStream().write(frames(3));
        client.close();

        await().until(() -> connection.log.size() == 5);
        assertThat(connection.log)
                .containsExactly(
                        "opened",
                        "frame 0",
                        "frame 1",
                        "frame 2",
                        "ended: closed by the other side");
    }

    @Test
    void oneThatSaysNoWholeFrameIsClosed() throws Exception {
        Socket client = connect(new ConnectionBounds(2048, 4096, 1, 2, 3, 100));
        TestConnection connection = accepted.take();

        client.getOutputStream().write(new byte[7]);

        await().until(() -> connection.log.size() == 2);
        assertThat(connection.log.get(1)).isEqualTo("ended: said nothing within 100 ms");
    }

    private static byte[] frames(int count) {
        ByteBuffer all = ByteBuffer.allocate(count * TestConnection.HEADER);
        for (int i = 0; i < count; i++) {
            all.put(TestConnection.header(0, i));
        }
        return all.array();
    }

    private static boolean writeFails(Socket client) {
        try {
            client.getOutputStream().write(0);
            return false;
        } catch (IOException gone) {
            return true;
        }
    }

    private void run(Runnable task) throws Exception {
        epoll.eventLoop().submit(task).get();
    }

    private Socket connect(ConnectionBounds bounds) throws Exception {
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
                                        FramedConnection connection = new EchoAtEnd(loop, bounds);
                                        channel.pipeline().addLast(connection);
                                    }
                                })
                        .bind(new InetSocketAddress(here, 0))
                        .sync()
                        .channel();
        Socket client = new Socket(here, ((InetSocketAddress) server.localAddress()).getPort());
        sockets.add(client);
        return client;
    }

    /** Flushes what it echoed when its node is flushed; here: at each frame. */
    private final class EchoAtEnd extends TestConnection {
        EchoAtEnd(ShellLoop loop, ConnectionBounds bounds) {
            super(loop, bounds);
        }

        @Override
        protected void opened(ChannelHandlerContext context, long now) {
            super.opened(context, now);
            accepted.add(this);
        }

        @Override
        protected void frame(ByteBuf in, Payload payload) {
            super.frame(in, payload);
            if (echo && in.readableBytes() < HEADER) {
                flush();
            }
        }
    }
}
