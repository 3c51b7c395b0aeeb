package org.dsp.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.dsp.core.channel.PeerOutput;
import org.dsp.core.node.Node;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;
import org.dsp.net.EpollLoop;
import org.dsp.net.NodeLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

@Timeout(30)
class PeerReceiverTest {
    private final EpollLoop epoll = EpollLoop.open("test-loop");
    private final AtomicReference<Throwable> fatal = new AtomicReference<>();
    private final NodeLoop loop = new NodeLoop(epoll.eventLoop(), System::nanoTime, fatal::set);
    private final BlockingQueue<TestIncoming> accepted = new LinkedBlockingQueue<>();
    private final List<Socket> sockets = new ArrayList<>();
    private PeerReceiver receiver = receiver("127.0.0.1", 0, 1);

    @AfterEach
    void stop() throws Exception {
        for (Socket socket : sockets) {
            socket.close();
        }
        receiver.close();
        epoll.close();
        assertThat(fatal.get()).isNull();
    }

    @Test
    void framesArriveWithTheirPayloadAndABatchComesOutOneByOne() throws Exception {
        receiver.start();
        Socket peer = connect();
        TestIncoming incoming = accepted.take();

        peer.getOutputStream().write(Frames.message(1));
        peer.getOutputStream().write(Frames.copy(2, new byte[65_536]));
        ProxyHeader batch = Frames.header(Command.SEND_MSG, 3, 2 * ProxyHeader.BYTES);
        peer.getOutputStream().write(batch.flags(ProxyHeader.FLAG_BATCH).batchNr(2).array());
        peer.getOutputStream().write(Frames.message(4));
        peer.getOutputStream().write(Frames.message(5));

        await().until(() -> incoming.log.size() == 5);
        assertThat(incoming.log).containsExactly("1 1 0", "5 2 65536", "1 3 0", "1 4 0", "1 5 0");
    }

    @Test
    void bytesThatAreNoFrameAreAnsweredAndClosed() throws Exception {
        receiver.start();
        Socket peer = connect();
        TestIncoming incoming = accepted.take();

        peer.getOutputStream().write(Frames.message(1));
        peer.getOutputStream().write(Frames.header(Command.SEND_MSG, 2, -7).array());
        peer.getOutputStream().write(Frames.message(3));

        assertThat(Frames.read(peer.getInputStream())).isEqualTo(Command.REJECT + " 9 0");
        assertThat(peer.getInputStream().read()).isEqualTo(-1);
        await().until(() -> incoming.log.size() == 3);
        assertThat(incoming.log)
                .containsExactly(
                        "1 1 0",
                        "malformed: c_len is outside 0…65536",
                        "closed: c_len is outside 0…65536");
    }

    @Test
    void aCloseThatTheNodeDecidedIsLoudOnlyWhenNobodyIsNamed() throws Exception {
        receiver.start();
        Logger log = (Logger) LoggerFactory.getLogger(PeerReceiver.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        log.addAppender(lines);
        try {
            connect();
            closedByTheNode(accepted.take(), true, "late JOIN");
            connect();
            closedByTheNode(accepted.take(), false, "its first frame is GOODBYE; expected JOIN");
        } finally {
            log.detachAppender(lines);
        }

        assertThat(lines.list).hasSize(1);
        assertThat(lines.list.get(0).getLevel()).isEqualTo(Level.WARN);
        assertThat(lines.list.get(0).getFormattedMessage())
                .startsWith("connection from 127.0.0.1:")
                .endsWith(" closed: its first frame is GOODBYE; expected JOIN");
    }

    private void closedByTheNode(TestIncoming incoming, boolean named, String why)
            throws Exception {
        incoming.named = named;
        epoll.eventLoop().submit(() -> incoming.output.close(why)).get();
        await().until(() -> incoming.log.contains("closed: " + why));
    }

    @Test
    void aPeerThatGoesIsAnEnd() throws Exception {
        receiver.start();
        connect().close();

        TestIncoming incoming = accepted.take();
        await().until(() -> incoming.log.size() == 1);
        assertThat(incoming.log).containsExactly("closed: closed by the other side");
    }

    @Test
    void aTakenPortIsSaidToBeTaken() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, Frames.address("127.0.0.1"))) {
            receiver = receiver("127.0.0.1", other.getLocalPort(), 1);

            PortTakenException e =
                    catchThrowableOfType(PortTakenException.class, () -> receiver.start());

            assertThat(e.port()).isEqualTo(other.getLocalPort());
            assertThat(e)
                    .hasMessage("receiver port 127.0.0.1:" + other.getLocalPort() + " is taken");
        }
    }

    @Test
    void anAddressThatIsNotOursIsAnotherError() {
        receiver = receiver("192.0.2.1", 3001, 1);

        ReceiverException e = catchThrowableOfType(ReceiverException.class, () -> receiver.start());

        assertThat(e).hasMessageStartingWith("receiver cannot listen on 192.0.2.1:3001: ");
    }

    @Test
    void itListensOnAnIpv6AddressToo() throws Exception {
        receiver = receiver("::1", 0, 1);
        receiver.start();

        Socket peer = new Socket(Frames.address("::1"), receiver.address().getPort());
        sockets.add(peer);
        peer.getOutputStream().write(Frames.message(1));

        TestIncoming incoming = accepted.take();
        await().until(() -> incoming.log.contains("1 1 0"));
    }

    @Test
    void strangersCannotTakeMoreThanABoundedNumberOfConnections() throws Exception {
        receiver.start();
        for (int i = 0; i < 66; i++) {
            connect();
            accepted.take();
        }

        Socket oneMore = connect();

        assertThat(oneMore.getInputStream().read()).isEqualTo(-1);
        assertThat(accepted).isEmpty();
    }

    @Test
    void afterRefusingNobodyIsAccepted() throws Exception {
        receiver.start();
        epoll.eventLoop().submit(receiver::refuse).get();

        assertThat(connect().getInputStream().read()).isEqualTo(-1);
    }

    private PeerReceiver receiver(String address, int port, int peers) {
        return new PeerReceiver(
                epoll,
                loop,
                new InetSocketAddress(Frames.address(address), port),
                peers,
                3000,
                this::accept);
    }

    private Node.Incoming accept(PeerOutput output) {
        TestIncoming incoming = new TestIncoming(output);
        accepted.add(incoming);
        return incoming;
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(Frames.address("127.0.0.1"), receiver.address().getPort());
        sockets.add(socket);
        return socket;
    }
}
