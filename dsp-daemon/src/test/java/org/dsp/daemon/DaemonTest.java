package org.dsp.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.dsp.config.DaemonFiles.DaemonConfig;
import org.dsp.ipc.Dvk;
import org.dsp.ipc.DvkException;
import org.dsp.ipc.Endpoint;
import org.dsp.ipc.ErrorCode;
import org.dsp.ipc.Message;
import org.dsp.ipc.Timeouts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DaemonTest {
    @TempDir Path dir;

    private final BlockingQueue<Throwable> fatal = new LinkedBlockingQueue<>();
    private TestNodes nodes;

    @BeforeEach
    void files() throws IOException {
        nodes = new TestNodes(dir, 2);
    }

    @Test
    void itSaysWhoItIsAndWhereAndLeavesNothingBehind() throws Exception {
        try (Daemon daemon = start(nodes.config(1))) {
            assertThat(daemon.readyLine())
                    .startsWith("ready node=1 name=node1 receiver=127.0.0.1:")
                    .contains(":" + nodes.receiverPort(1) + " ")
                    .contains("socket=" + nodes.socket(1))
                    .contains("peers=2");
            assertThat(nodes.socket(1)).exists();
        }

        assertThat(nodes.socket(1)).doesNotExist();
        try (ServerSocket again =
                new ServerSocket(nodes.receiverPort(1), 1, InetAddress.getLoopbackAddress())) {
            assertThat(again.isBound()).isTrue();
        }
        assertThat(fatal).isEmpty();
    }

    @Test
    void aProcessThatWaitsIsToldWhenItCloses() throws Exception {
        CountDownLatch bound = new CountDownLatch(1);
        BlockingQueue<ErrorCode> ends = new LinkedBlockingQueue<>();
        Thread server = new Thread(() -> receive(bound, ends));
        try (Daemon daemon = start(nodes.config(1))) {
            server.start();
            bound.await();
            assertThat(daemon.readyLine()).isNotEmpty();
        }

        assertThat(ends.poll(20, TimeUnit.SECONDS)).isEqualTo(ErrorCode.EDVSNOTCONN);
        server.join();
    }

    private void receive(CountDownLatch bound, BlockingQueue<ErrorCode> ends) {
        try (Dvk dvk = Dvk.attach(nodes.socket(1));
                Endpoint me = dvk.bind(0, 10)) {
            bound.countDown();
            me.receiveAny(new Message(), Timeouts.FOREVER);
        } catch (DvkException e) {
            ends.add(e.code());
        }
    }

    @Test
    void itEndsWithin5SecondsThoughItsLoopIsStuck() throws Exception {
        Daemon daemon = start(nodes.config(1));
        CountDownLatch stuck = new CountDownLatch(1);
        daemon.loop().eventLoop().execute(() -> awaitUninterruptibly(stuck));

        long begin = System.nanoTime();
        daemon.close();
        long took = System.nanoTime() - begin;

        assertThat(Duration.ofNanos(took)).isLessThan(Duration.ofSeconds(5));
        assertThat(nodes.socket(1)).doesNotExist();
        stuck.countDown();
        assertThat(daemon.loop().eventLoop().awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void theDeathOfItsLoopIsFatalAndCloseDoesNotFailAfterIt() throws Exception {
        Daemon daemon = start(nodes.config(1));

        var unused = daemon.loop().eventLoop().shutdownGracefully(0, 1, TimeUnit.SECONDS);

        assertThat(fatal.poll(20, TimeUnit.SECONDS))
                .isNotNull()
                .hasMessage("the thread of the event loop has ended");
        daemon.close();
        assertThat(nodes.socket(1)).doesNotExist();
    }

    @Test
    void anErrorOnItsLoopIsFatal() throws Exception {
        try (Daemon daemon = start(nodes.config(1))) {
            LinkageError seeded = new LinkageError("seeded");
            daemon.loop().eventLoop().submit(() -> daemon.shellLoop().fatal(seeded)).get();

            assertThat(fatal).containsExactly(seeded);
        }
    }

    @Test
    void anotherDaemonAtTheSocketIsAnotherDaemonOfThisNode() throws Exception {
        DaemonConfig config = nodes.config(1);
        try (Daemon first = start(config)) {
            StartException e = refused(config);

            assertThat(e.code()).isEqualTo(ExitCode.ALREADY_RUNNING);
            assertThat(e)
                    .hasMessageContaining("dspd of node 1, pid " + ProcessHandle.current().pid())
                    .hasMessageContaining(nodes.socket(1).toString());
            assertThat(first.readyLine()).isNotEmpty();
        }
    }

    @Test
    void aTakenPortIsSaidWithThePidThatHasItAndTheSocketGivenBack() throws Exception {
        try (ServerSocket taken =
                new ServerSocket(nodes.receiverPort(1), 1, InetAddress.getLoopbackAddress())) {
            StartException e = refused(nodes.config(1));

            assertThat(e.code()).isEqualTo(ExitCode.PORT_TAKEN);
            assertThat(e)
                    .hasMessage(
                            "receiver port 127.0.0.1:%d is taken by pid %d",
                            taken.getLocalPort(), ProcessHandle.current().pid());
        }
        start(nodes.config(1)).close();
    }

    @Test
    void aDirectoryThatCannotBeMadeForTheSocketIsSaid() throws Exception {
        Path file = Files.createFile(dir.resolve("file"));

        StartException e = refused(nodes.config(1, "socket: '" + file.resolve("dvk.sock") + "'"));

        assertThat(e.code()).isEqualTo(ExitCode.SOCKET);
        assertThat(e).hasMessageContaining(file.toString());
    }

    @Test
    void aDirectoryThatCannotBeWrittenForTheSocketIsSaid() throws Exception {
        // Nobody may create a file there, root neither.
        StartException e = refused(nodes.config(1, "socket: /proc/self/dvk.sock"));

        assertThat(e.code()).isEqualTo(ExitCode.SOCKET);
        assertThat(e).hasMessageContaining("/proc/self/dvk.sock");
    }

    @Test
    void anAddressThatIsNotOfThisMachineIsSaid() throws Exception {
        StartException e = refused(nodes.config(1, "bind_address: 192.0.2.1", "insecure: yes"));

        assertThat(e.code()).isEqualTo(ExitCode.ADDRESS);
        assertThat(e).hasMessageContaining("192.0.2.1");
    }

    private Daemon start(DaemonConfig config) {
        return Daemon.start(config, fatal::add, fatal::add);
    }

    private StartException refused(DaemonConfig config) {
        return catchThrowableOfType(StartException.class, () -> start(config).close());
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
