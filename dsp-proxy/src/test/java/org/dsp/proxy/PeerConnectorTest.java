package org.dsp.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.dsp.core.BytesPayload;
import org.dsp.core.Payload;
import org.dsp.core.channel.PeerOutput;
import org.dsp.core.config.LinkOptions;
import org.dsp.core.config.RoutingView;
import org.dsp.core.wire.Command;
import org.dsp.net.EpollLoop;
import org.dsp.net.NodeLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PeerConnectorTest {
    private static final InetAddress HERE = Frames.address("127.0.0.1");

    private final EpollLoop epoll = EpollLoop.open("test-loop");
    private final AtomicReference<Throwable> fatal = new AtomicReference<>();
    private final NodeLoop loop = new NodeLoop(epoll.eventLoop(), System::nanoTime, fatal::set);
    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<PeerConnector> connectors = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        for (PeerConnector connector : connectors) {
            epoll.eventLoop().submit(connector::refuse).get();
            connector.close();
        }
        epoll.close();
        assertThat(fatal.get()).isNull();
    }

    @Test
    void everyPeerIsReachedFromTheSamePort() throws Exception {
        int port = freePort();
        PeerConnector connector = connector(HERE, port);
        ServerSocket second = listen("127.0.0.1");
        ServerSocket third = listen("127.0.0.1");

        connect(connector, 2, "127.0.0.1", second.getLocalPort());
        connect(connector, 3, "127.0.0.1", third.getLocalPort());

        assertThat(accept(second).getPort()).isEqualTo(port);
        assertThat(accept(third).getPort()).isEqualTo(port);
    }

    @Test
    void aSourcePortThatCannotBeBoundIsReplaced() throws Exception {
        ServerSocket holder = listen("127.0.0.1");
        PeerConnector connector = connector(HERE, holder.getLocalPort());
        ServerSocket peer = listen("127.0.0.1");

        TestLink link = connect(connector, 2, "127.0.0.1", peer.getLocalPort());

        assertThat(accept(peer).getPort()).isNotEqualTo(holder.getLocalPort());
        await().until(() -> link.log.contains("connected"));
        assertThat(link.log).containsExactly("connected");
    }

    @Test
    void aSourcePortThatCannotBeConnectedFromIsReplaced() throws Exception {
        ServerSocket peer = listen("127.0.0.1");
        int port = freePort();
        Socket sameWay = new Socket();
        open.add(sameWay);
        sameWay.setReuseAddress(true);
        sameWay.bind(new InetSocketAddress(HERE, port));
        sameWay.connect(peer.getLocalSocketAddress());
        assertThat(accept(peer).getPort()).isEqualTo(port);

        TestLink link = connect(connector(HERE, port), 2, "127.0.0.1", peer.getLocalPort());

        assertThat(accept(peer).getPort()).isNotEqualTo(port);
        await().until(() -> link.log.contains("connected"));
    }

    @Test
    void aConnectionFromAnAddressThatCannotReachThePeerUsesAnother() throws Exception {
        ServerSocket peer = listen("::1");

        TestLink link = connect(connector(HERE, freePort()), 2, "::1", peer.getLocalPort());

        accept(peer);
        await().until(() -> link.log.contains("connected"));
    }

    @Test
    void itConnectsAgainFromTheSamePortAtOnce() throws Exception {
        int port = freePort();
        PeerConnector connector = connector(HERE, port);
        ServerSocket peer = listen("127.0.0.1");
        TestLink link = connect(connector, 2, "127.0.0.1", peer.getLocalPort());

        accept(peer).close();
        await().until(() -> link.log.size() == 2);
        connect(connector, 2, "127.0.0.1", peer.getLocalPort(), link);

        assertThat(accept(peer).getPort()).isEqualTo(port);
        await().until(() -> link.log.size() == 3);
        assertThat(link.log)
                .containsExactly(
                        "connected", "disconnected: closed by the other side", "connected");
    }

    @Test
    void aRefusedConnectionIsToldOnce() throws Exception {
        int nobody = freePort();

        TestLink link = connect(connector(HERE, freePort()), 2, "127.0.0.1", nobody);

        await().until(() -> !link.log.isEmpty());
        await().during(50, TimeUnit.MILLISECONDS).until(() -> link.log.size() == 1);
        assertThat(link.log.get(0))
                .startsWith("failed: connect to 127.0.0.1:" + nobody)
                .contains("refused");
    }

    @Test
    void aPeerThatDoesNotAnswerIsGivenUpAfterTheTimeOut() throws Exception {
        ServerSocket deaf = deafPort();
        long start = System.nanoTime();

        TestLink link = connect(connector(HERE, freePort()), 2, "127.0.0.1", deaf.getLocalPort());

        await().until(() -> !link.log.isEmpty());
        assertThat(link.log.get(0)).contains("timed out");
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(300), Duration.ofSeconds(3));
    }

    @Test
    void afterAnUnansweredAttemptTheNextIsFromAnotherPort() throws Exception {
        int port = freePort();
        PeerConnector connector = connector(HERE, port);
        ServerSocket deaf = deafPort();
        int deafPort = deaf.getLocalPort();
        TestLink link = connect(connector, 2, "127.0.0.1", deafPort);
        await().until(() -> link.log.size() == 1);
        for (AutoCloseable each : List.copyOf(open)) {
            each.close();
        }
        ServerSocket alive = new ServerSocket();
        open.add(alive);
        alive.setReuseAddress(true);
        alive.bind(new InetSocketAddress(HERE, deafPort));

        connect(connector, 2, "127.0.0.1", deafPort, link);

        assertThat(accept(alive).getPort()).isNotEqualTo(port);
    }

    @Test
    void aNameIsResolvedAndAnUnknownOneIsSaidToBeUnknown() throws Exception {
        PeerConnector connector = connector(HERE, 0);
        ServerSocket peer = listen("127.0.0.1");

        TestLink known = connect(connector, 2, "localhost", peer.getLocalPort());
        TestLink unknown = connect(connector, 3, "no-such-host.invalid", 1);

        await().until(() -> known.log.contains("connected"));
        await().atMost(25, TimeUnit.SECONDS).until(() -> !unknown.log.isEmpty());
        assertThat(unknown.log)
                .containsExactly("failed: the name no-such-host.invalid is not known");
    }

    @Test
    void aConnectionToItselfIsNone() throws Exception {
        int port = freePort();

        // Nobody listens there, and we come from there: TCP connects the socket with itself.
        TestLink link = connect(connector(HERE, port), 2, "127.0.0.1", port);

        await().until(() -> !link.log.isEmpty());
        assertThat(link.log.get(0)).contains("connected to itself");
    }

    @Test
    void whatIsWrittenArrivesAndControlComesBack() throws Exception {
        ServerSocket peer = listen("127.0.0.1");
        TestLink link = connect(connector(HERE, 0), 2, "127.0.0.1", peer.getLocalPort());
        Socket socket = accept(peer);
        await().until(() -> link.output.isPresent());
        PeerOutput output = link.output.orElseThrow();

        run(
                () -> {
                    output.write(Frames.header(Command.SEND_MSG, 1, 0), Payload.EMPTY);
                    output.write(
                            Frames.header(Command.COPYIN_DATA, 2, 0),
                            new BytesPayload(new byte[65_536]));
                    output.write(
                            Frames.header(Command.COPYIN_DATA, 3, 0),
                            new BytesPayload(new byte[100]));
                    output.flush();
                });
        assertThat(Frames.read(socket.getInputStream())).isEqualTo("1 1 0");
        assertThat(Frames.read(socket.getInputStream())).isEqualTo("5 2 65536");
        assertThat(Frames.read(socket.getInputStream())).isEqualTo("5 3 100");
        socket.getOutputStream().write(Frames.header(Command.WINDOW_ACK, 3, 0).array());

        await().until(() -> link.log.contains("control " + Command.WINDOW_ACK + " 3"));
    }

    @Test
    void dataThatComesBackEndsTheConnection() throws Exception {
        ServerSocket peer = listen("127.0.0.1");
        TestLink link = connect(connector(HERE, 0), 2, "127.0.0.1", peer.getLocalPort());

        accept(peer).getOutputStream().write(Frames.copy(1, new byte[5]));

        await().until(() -> link.log.size() == 2);
        assertThat(link.log.get(1)).isEqualTo("disconnected: sent data back; allowed is control");
    }

    @Test
    void itIsNotWritableWhileMoreThanTheHighWaterMarkWaitsAndIsAgainLater() throws Exception {
        ServerSocket peer = listen("127.0.0.1");
        TestLink link = connect(connector(HERE, 0), 2, "127.0.0.1", peer.getLocalPort());
        Socket socket = accept(peer);
        await().until(() -> link.output.isPresent());
        PeerOutput output = link.output.orElseThrow();
        int[] written = new int[1];
        int frames = 0;
        do {
            run(
                    () -> {
                        for (int i = 0; output.writable() && i < 10; i++) {
                            output.write(
                                    Frames.header(Command.COPYIN_DATA, i, 0),
                                    new BytesPayload(new byte[65_536]));
                            written[0]++;
                        }
                        output.flush();
                    });
            frames++;
        } while (writable(output) && frames < 1000);
        assertThat(writable(output)).isFalse();

        for (int i = 0; i < written[0]; i++) {
            Frames.read(socket.getInputStream());
        }

        await().until(() -> writable(output));
        assertThat(link.log).containsExactly("connected");
    }

    @Test
    void whatWaitsWhenAConnectionIsGivenUpNeverArrives() throws Exception {
        long[] written = new long[1];
        Socket socket =
                writeAndThen(written, Integer.MAX_VALUE, output -> output.abort("given up"));

        assertThatThrownBy(() -> socket.getInputStream().readAllBytes())
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
        assertThat(written[0]).isPositive();
    }

    @Test
    void whatWaitsWhenAConnectionIsClosedIsSentToWhoReadsIt() throws Exception {
        long[] written = new long[1];
        Socket socket = writeAndThen(written, 1, output -> output.close("a last word"));

        assertThat(socket.getInputStream().readAllBytes().length).isEqualTo((int) written[0]);
    }

    /** A connection with so many frames, or full, and ended so; nothing of it is read yet. */
    private Socket writeAndThen(long[] written, int frames, Consumer<PeerOutput> end)
            throws Exception {
        ServerSocket peer = listen("127.0.0.1");
        TestLink link = connect(connector(HERE, 0), 2, "127.0.0.1", peer.getLocalPort());
        Socket socket = accept(peer);
        await().until(() -> link.output.isPresent());
        PeerOutput output = link.output.orElseThrow();
        run(
                () -> {
                    for (int i = 0; i < frames && output.writable(); i++) {
                        output.write(
                                Frames.header(Command.COPYIN_DATA, 1, 0),
                                new BytesPayload(new byte[65_536]));
                        written[0] += 120 + 65_536;
                        output.flush();
                    }
                    end.accept(output);
                });
        await().until(() -> link.log.size() == 2);
        return socket;
    }

    @Test
    void oneThatStopsConnectsToNobodyMore() throws Exception {
        PeerConnector connector = connector(HERE, 0);
        ServerSocket peer = listen("127.0.0.1");
        run(connector::refuse);

        TestLink link = connect(connector, 2, "127.0.0.1", peer.getLocalPort());
        run(() -> {});

        assertThat(link.log).isEmpty();
    }

    private boolean writable(PeerOutput output) throws Exception {
        return epoll.eventLoop().submit(output::writable).get();
    }

    private PeerConnector connector(InetAddress bind, int sourcePort) {
        PeerConnector connector =
                new PeerConnector(
                        epoll,
                        loop,
                        bind,
                        sourcePort,
                        new PeerConnector.Options(400, 3000, 4 << 20));
        connectors.add(connector);
        return connector;
    }

    private TestLink connect(PeerConnector connector, int node, String host, int port)
            throws Exception {
        TestLink link = new TestLink();
        connect(connector, node, host, port, link);
        return link;
    }

    private void connect(PeerConnector connector, int node, String host, int port, TestLink link)
            throws Exception {
        RoutingView.Peer peer =
                new RoutingView.Peer(node, "n" + node, host, port, LinkOptions.DEFAULT);
        run(() -> connector.connect(peer, link));
    }

    private void run(Runnable task) throws Exception {
        epoll.eventLoop().submit(task).get();
    }

    private ServerSocket listen(String address) throws IOException {
        ServerSocket socket = new ServerSocket(0, 50, Frames.address(address));
        socket.setSoTimeout(5000);
        open.add(socket);
        return socket;
    }

    private Socket accept(ServerSocket listener) throws IOException {
        listener.setSoTimeout(5000);
        Socket socket = listener.accept();
        open.add(socket);
        return socket;
    }

    /** A port whose queue is full: the kernel drops what would connect to it. */
    private ServerSocket deafPort() throws IOException {
        ServerSocket deaf = new ServerSocket(0, 1, HERE);
        open.add(deaf);
        for (int i = 0; i < 10; i++) {
            Socket filler = new Socket();
            open.add(filler);
            try {
                filler.connect(deaf.getLocalSocketAddress(), 100);
            } catch (SocketTimeoutException full) {
                return deaf;
            }
        }
        throw new IllegalStateException("the queue never filled");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, HERE)) {
            return socket.getLocalPort();
        }
    }
}
