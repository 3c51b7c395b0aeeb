package org.dsp.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.dsp.core.BytesPayload;
import org.dsp.core.Payload;
import org.dsp.core.channel.PeerOutput;
import org.dsp.core.config.LinkOptions;
import org.dsp.core.config.RoutingView;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;
import org.dsp.net.EpollLoop;
import org.dsp.net.NodeLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The core overtakes copy data with messages, but not what it has handed to the shell: that is
 * bounded, in Netty and in the socket together, on real sockets.
 */
@Timeout(30)
class MessageAmidCopyTest {
    /** What may be in front of a message and has not left the machine. */
    private static final int BOUND = 256 << 10;

    private static final int CHUNK = 65_536;

    private final EpollLoop epoll = EpollLoop.open("test-loop");
    private final AtomicReference<Throwable> fatal = new AtomicReference<>();
    private final NodeLoop loop = new NodeLoop(epoll.eventLoop(), System::nanoTime, fatal::set);
    private final TestLink link = new TestLink();
    private ServerSocket listener;
    private PeerConnector connector;
    private Socket reader;
    private PeerOutput output;
    private int chunks;

    @BeforeEach
    void connect() throws Exception {
        InetAddress here = InetAddress.getLoopbackAddress();
        listener = new ServerSocket(0, 1, here);
        connector =
                new PeerConnector(
                        epoll, loop, here, 0, new PeerConnector.Options(1000, 30_000, 4 << 20));
        RoutingView.Peer peer =
                new RoutingView.Peer(
                        2,
                        "n2",
                        here.getHostAddress(),
                        listener.getLocalPort(),
                        LinkOptions.DEFAULT);
        run(() -> connector.connect(peer, link));
        reader = listener.accept();
        await().until(() -> link.output.isPresent());
        output = link.output.orElseThrow();
    }

    @AfterEach
    void stop() throws Exception {
        reader.close();
        listener.close();
        run(connector::refuse);
        connector.close();
        epoll.close();
        assertThat(fatal.get()).isNull();
    }

    @Test
    void aMessageAmidABulkCopyToASlowReaderHasAtMost256KiBInFrontOfIt() throws Exception {
        // The reader does not read: its kernel takes what its buffer holds, then nothing moves.
        await().until(this::isStuck);
        int arrived = reader.getInputStream().available();

        run(
                () -> {
                    output.write(Frames.header(Command.SEND_MSG, 99, 0), Payload.EMPTY);
                    output.flush();
                });

        assertThat(chunks * (CHUNK + ProxyHeader.BYTES) - arrived).isBetween(1, BOUND);
        InputStream in = reader.getInputStream();
        for (int i = 0; i < chunks; i++) {
            assertThat(Frames.read(in)).isEqualTo(Command.COPYIN_DATA + " 1 " + CHUNK);
        }
        assertThat(Frames.read(in)).isEqualTo(Command.SEND_MSG + " 99 0");
    }

    /** Writes as the core does, while there is room; whether there was none, twice. */
    private boolean isStuck() throws Exception {
        int before = reader.getInputStream().available();
        boolean wrote = epoll.eventLoop().submit(this::fill).get();
        return !wrote && before == reader.getInputStream().available();
    }

    private boolean fill() {
        boolean wrote = false;
        while (output.writable()) {
            output.write(
                    Frames.header(Command.COPYIN_DATA, 1, 0), new BytesPayload(new byte[CHUNK]));
            chunks++;
            wrote = true;
        }
        output.flush();
        return wrote;
    }

    private void run(Runnable task) throws IOException {
        try {
            epoll.eventLoop().submit(task).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IOException(e);
        }
    }
}
