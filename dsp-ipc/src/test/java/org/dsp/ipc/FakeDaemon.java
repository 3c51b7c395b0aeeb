package org.dsp.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.dsp.ipc.attach.AttachFrame;
import org.dsp.ipc.attach.AttachOp;

/**
 * A daemon that a test plays: it greets and binds by itself, everything else is the test's, by way
 * of {@link #next()}. May stop and start again at the same path.
 */
final class FakeDaemon implements AutoCloseable {
    static final Limits LIMITS = Limits.DEFAULT;
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Path folder;
    private final Path socket;
    private final List<Peer> peers = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Peer> bound = new LinkedBlockingQueue<>();
    private final AtomicInteger generation = new AtomicInteger();
    private volatile ServerSocketChannel server;
    private volatile UnaryOperator<AttachFrame> greeting = UnaryOperator.identity();
    private volatile Binder binder = bind -> bind.a1();

    /** What a BIND ends with. */
    interface Binder {
        int bind(AttachFrame bind);
    }

    FakeDaemon() throws IOException {
        // Not under the build folder: a Unix path has at most 107 bytes.
        folder = Files.createTempDirectory(Path.of("/tmp"), "ipc");
        socket = folder.resolve("s");
        start();
    }

    Path socket() {
        return socket;
    }

    /** Attaches to this daemon, with much patience. */
    Dvk attach() {
        return attach(GRACE);
    }

    /** Attaches to this daemon, whose silence is borne for so long. */
    Dvk attach(Duration grace) {
        return new Dvk(socket, new byte[Token.BYTES], grace);
    }

    /** From now on WELCOME is changed so. */
    void greetWith(UnaryOperator<AttachFrame> change) {
        greeting = change;
    }

    /** From now on BIND ends so. */
    void bindWith(Binder newBinder) {
        binder = newBinder;
    }

    void start() throws IOException {
        ServerSocketChannel fresh = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        fresh.bind(UnixDomainSocketAddress.of(socket));
        server = fresh;
        Thread thread = new Thread(() -> acceptAll(fresh), "fake daemon");
        thread.setDaemon(true);
        thread.start();
    }

    private void acceptAll(ServerSocketChannel from) {
        while (from.isOpen()) {
            try {
                SocketChannel channel = from.accept();
                Peer peer = new Peer(channel, this);
                peers.add(peer);
                peer.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    /** Closes the socket and every connection, as if it were killed. */
    void stop() throws IOException {
        server.close();
        Files.deleteIfExists(socket);
        for (Peer peer : peers) {
            peer.close();
        }
        peers.clear();
    }

    /** The next connection that is bound, or that asked something else instead. */
    Peer next() {
        try {
            Peer peer = bound.poll(10, TimeUnit.SECONDS);
            assertThat(peer).as("a connection").isNotNull();
            return peer;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    AttachFrame welcome() {
        AttachFrame welcome =
                new AttachFrame()
                        .start(AttachOp.WELCOME, 0)
                        .a0(AttachFrame.VERSION)
                        .a1(7)
                        .a2(LIMITS.tasks())
                        .a3(LIMITS.procs())
                        .bodyInt(0, LIMITS.sysprocs())
                        .bodyInt(4, 3);
        return greeting.apply(welcome);
    }

    AttachFrame bind(AttachFrame bind) {
        return new AttachFrame()
                .start(AttachOp.RESULT, bind.call())
                .a0(binder.bind(bind))
                .a1(generation.incrementAndGet());
    }

    void ready(Peer peer) {
        bound.add(peer);
    }

    @Override
    public void close() throws IOException {
        stop();
        Files.deleteIfExists(folder);
    }
}
