package org.dsp.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.dsp.core.Payload;
import org.dsp.core.channel.PeerOutput;
import org.dsp.core.config.LinkOptions;
import org.dsp.core.config.RoutingView;
import org.dsp.core.node.Node;
import org.dsp.core.wire.BufPayload;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ControlFrames;
import org.dsp.core.wire.Join;
import org.dsp.core.wire.JoinResult;
import org.dsp.core.wire.PayloadPool;
import org.dsp.core.wire.ProxyHeader;
import org.dsp.net.EpollLoop;
import org.dsp.net.NodeLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both ends on real sockets: what is written to one comes out at the other, however it travels. */
@Timeout(60)
class EncodingsTest {
    private static final InetAddress HERE = Frames.address("127.0.0.1");
    private static final int FRAMES = 3000;

    private final EpollLoop epoll = EpollLoop.open("test-loop");
    private final AtomicReference<Throwable> fatal = new AtomicReference<>();
    private final NodeLoop loop = new NodeLoop(epoll.eventLoop(), System::nanoTime, fatal::set);
    private final PayloadPool payloads = new PayloadPool();
    private final BlockingQueue<Received> accepted = new LinkedBlockingQueue<>();
    private final PeerReceiver receiver =
            new PeerReceiver(
                    epoll, loop, new InetSocketAddress(HERE, 0), 1, 3000, this::acceptIncoming);
    private final PeerConnector connector =
            new PeerConnector(
                    epoll, loop, HERE, 0, new PeerConnector.Options(1000, 3000, 256 << 20));

    @AfterEach
    void stop() throws Exception {
        epoll.eventLoop().submit(connector::refuse).get();
        receiver.close();
        connector.close();
        epoll.close();
        assertThat(fatal.get()).isNull();
    }

    /** Remembers frames as "command sequence length hash". */
    private static final class Received implements Node.Incoming {
        final PeerOutput output;
        final List<String> frames = new CopyOnWriteArrayList<>();
        final List<String> troubles = new CopyOnWriteArrayList<>();

        Received(PeerOutput output) {
            this.output = output;
        }

        @Override
        public void frame(ProxyHeader header, Payload payload, long now) {
            ByteBuf bytes = payload instanceof BufPayload p ? p.view() : Unpooled.EMPTY_BUFFER;
            frames.add(text(header, bytes));
            bytes.release();
            payload.release();
        }

        @Override
        public void malformed(String why, long now) {
            troubles.add(why);
            output.close(why);
        }

        @Override
        public void closed(String why, long now) {
            troubles.add("closed: " + why);
        }

        @Override
        public boolean named() {
            return true;
        }
    }

    private static String text(ProxyHeader header, ByteBuf bytes) {
        return "%d %d %d %d"
                .formatted(header.cmd(), header.sndSeq(), bytes.readableBytes(), bytes.hashCode());
    }

    private Node.Incoming acceptIncoming(PeerOutput output) {
        Received received = new Received(output);
        accepted.add(received);
        return received;
    }

    private TestLink connect(int port, boolean batch, boolean compress) throws Exception {
        LinkOptions options = new LinkOptions(compress, batch, true, false);
        TestLink link = new TestLink();
        RoutingView.Peer peer = new RoutingView.Peer(2, "n2", "127.0.0.1", port, options);
        onLoop(() -> connector.connect(peer, link));
        await().until(() -> link.output.isPresent());
        return link;
    }

    private void onLoop(Runnable task) throws Exception {
        epoll.eventLoop().submit(task).get();
    }

    private static ProxyHeader joinAck(int features) {
        ProxyHeader ack = new ProxyHeader();
        ControlFrames.joinAck(ack, 2, 1, 0, JoinResult.OK, 1);
        return ack.intAt(68, features);
    }

    @ParameterizedTest
    @CsvSource({"false,false", "true,false", "false,true", "true,true"})
    void everythingArrivesOnceInOrderAndAsItWas(boolean batch, boolean compress) throws Exception {
        receiver.start();
        TestLink link = connect(receiver.address().getPort(), batch, compress);
        Received received = accepted.poll(10, TimeUnit.SECONDS);
        onLoop(
                () -> {
                    received.output.write(joinAck(Join.FEATURES), Payload.EMPTY);
                    received.output.flush();
                });
        await().until(() -> link.log.contains("control " + Command.JOIN_ACK + " 0"));

        List<String> sent = new ArrayList<>();
        Random random = new Random(batch ? 1 : 2);
        for (int next = 0; next < FRAMES; next = sent.size()) {
            int burst =
                    Math.min(FRAMES - next, 1 + random.nextInt(random.nextInt(10) == 0 ? 700 : 20));
            onLoop(() -> writeBurst(link.output.orElseThrow(), random, burst, sent));
        }

        await().until(() -> received.frames.size() >= sent.size());
        assertThat(received.frames).isEqualTo(sent);
        assertThat(received.troubles).isEmpty();
    }

    private void writeBurst(PeerOutput output, Random random, int burst, List<String> sent) {
        for (int i = 0; i < burst; i++) {
            ByteBuf bytes = Unpooled.EMPTY_BUFFER;
            int cmd = random.nextBoolean() ? Command.SNDREC_MSG : Command.SEND_ACK;
            if (random.nextInt(8) == 0) {
                int length = 1 + random.nextInt(random.nextInt(3) == 0 ? 65_536 : 3000);
                boolean noise = random.nextInt(3) == 0;
                cmd = random.nextBoolean() ? Command.COPYIN_RQST : Command.COPYOUT_DATA;
                bytes =
                        Unpooled.directBuffer(length)
                                .writeBytes(
                                        noise
                                                ? Lz4FramesTest.noise(length, i)
                                                : Lz4FramesTest.text(length, i));
            }
            ProxyHeader header = Frames.header(cmd, sent.size(), 0).src(random.nextInt());
            header.vBytes(bytes.readableBytes());
            sent.add(text(header, bytes));
            output.write(header, payloads.of(bytes));
        }
        output.flush();
    }

    @Test
    void aPeerThatReadsNeitherIsSentNeither() throws Exception {
        assertThat(flagsAfter(joinAck(0))).isZero();
        assertThat(flagsAfter(joinAck(Join.FEATURE_LZ4))).isZero();
        assertThat(flagsAfter(joinAck(Join.FEATURE_BATCH))).isEqualTo(ProxyHeader.FLAG_BATCH);
        assertThat(flagsAfter(joinAck(Join.FEATURES | 1 << 30)))
                .isEqualTo(ProxyHeader.FLAG_BATCH | ProxyHeader.FLAG_LZ4);
    }

    @Test
    void nothingIsEncodedForOneThatRefusedTheJoin() throws Exception {
        assertThat(flagsAfter(joinAck(Join.FEATURES).rcode(JoinResult.STALE))).isZero();
    }

    /** The flags of the first of ten messages that are written after this answer to the JOIN. */
    private int flagsAfter(ProxyHeader answer) throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 5, HERE)) {
            TestLink link = connect(listener.getLocalPort(), true, true);
            try (Socket peer = listener.accept()) {
                peer.getOutputStream().write(answer.array());
                await().until(() -> link.log.size() == 2);
                onLoop(
                        () -> {
                            PeerOutput output = link.output.orElseThrow();
                            for (int i = 0; i < 10; i++) {
                                output.write(Frames.header(Command.SEND_MSG, i, 0), Payload.EMPTY);
                            }
                            output.flush();
                        });
                ProxyHeader first = new ProxyHeader();
                InputStream in = peer.getInputStream();
                assertThat(in.readNBytes(first.array(), 0, ProxyHeader.BYTES))
                        .isEqualTo(ProxyHeader.BYTES);
                return first.flags();
            }
        }
    }
}
