package org.dsp.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each fault on real sockets: near is who connects, far who is connected to. */
@Timeout(60)
class FaultProxyTest {
    private static final long MS = 1_000_000;
    private static final byte[] HELLO = {1, 2, 3};

    private ServerSocket target;
    private FaultProxy proxy;
    private InetSocketAddress listen;

    /** A connection through the proxy, both ends of it. */
    private record Pair(Socket near, Socket far) {}

    @BeforeEach
    void open() throws IOException {
        target = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            listen = (InetSocketAddress) free.getLocalSocketAddress();
        }
        proxy =
                FaultProxy.open(
                        1,
                        Lane.outward(listen, (InetSocketAddress) target.getLocalSocketAddress()));
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        target.close();
    }

    @Test
    void withoutAFaultBytesAndTheirEndPassBothWays() throws Exception {
        Pair pair = connect();
        byte[] many = new byte[5_000_000];
        new Random(1).nextBytes(many);
        CompletableFuture<Void> sending =
                CompletableFuture.runAsync(
                        () -> {
                            send(pair.near(), many);
                            endOutput(pair.near());
                        });

        assertThat(pair.far().getInputStream().readAllBytes()).isEqualTo(many);
        sending.join();
        send(pair.far(), HELLO);
        endOutput(pair.far());
        assertThat(pair.near().getInputStream().readAllBytes()).isEqualTo(HELLO);
        Awaitility.await().until(() -> proxy.status().connections() == 0);
        assertThat(proxy.status().up()).isEqualTo(many.length);
        assertThat(proxy.status().down()).isEqualTo(HELLO.length);
    }

    @Test
    void aDelayHoldsBytesAndTheEndOfTheStreamThatLongOneWayOnly() throws Exception {
        Pair pair = connect();
        proxy.delay(Way.UP, Duration.ofMillis(150), Duration.ofMillis(20));

        long began = System.nanoTime();
        send(pair.near(), HELLO);
        expect(pair.far(), HELLO);
        assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(150 * MS);

        proxy.delay(Way.UP, Duration.ofDays(1), Duration.ZERO);
        send(pair.far(), HELLO);
        expect(pair.near(), HELLO);

        proxy.delay(Way.UP, Duration.ofMillis(100), Duration.ZERO);
        began = System.nanoTime();
        endOutput(pair.near());
        assertThat(pair.far().getInputStream().read()).isEqualTo(-1);
        assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(100 * MS);
    }

    @Test
    void bandwidthBoundsHowFastBytesPass() throws Exception {
        Pair pair = connect();
        proxy.bandwidth(Way.UP, 1_000_000);
        byte[] bytes = new byte[200_000];

        long began = System.nanoTime();
        send(pair.near(), bytes);
        expect(pair.far(), bytes);

        // The last piece leaves when those before it have: all but the time of one.
        assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(190 * MS);
    }

    @Test
    void aCutResetsBothEndsAndTheNextConnectionIsWhole() throws Exception {
        Pair pair = connect();

        proxy.cut();

        assertThatThrownBy(() -> pair.near().getInputStream().read())
                .isInstanceOf(SocketException.class);
        assertThatThrownBy(() -> pair.far().getInputStream().read())
                .isInstanceOf(SocketException.class);
        assertThat(proxy.status().cuts()).isEqualTo(1);
        passes(connect());
    }

    @Test
    void anEndInGoodOrderIsTheEndOfBothStreams() throws Exception {
        Pair pair = connect();

        proxy.end();

        assertThat(pair.near().getInputStream().read()).isEqualTo(-1);
        assertThat(pair.far().getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void aCutAfterSoManyBytesLetsExactlyThosePass() throws Exception {
        Pair pair = connect();
        proxy.cutAfter(Way.UP, 1000);
        send(pair.near(), new byte[1500]);

        assertThat(pair.far().getInputStream().readNBytes(1000)).hasSize(1000);
        assertThatThrownBy(() -> pair.far().getInputStream().read())
                .isInstanceOf(SocketException.class);
    }

    @Test
    void aResetOfOneEndReachesTheOther() throws Exception {
        Pair pair = connect();
        pair.near().setSoLinger(true, 0);
        pair.near().close();

        assertThatThrownBy(() -> pair.far().getInputStream().read())
                .isInstanceOf(SocketException.class);
    }

    @Test
    void halfOpenOneEndIsResetAndTheOtherLivesOnUntilItIsHealed() throws Exception {
        Pair pair = connect();

        proxy.halfOpen(End.FAR);

        assertThatThrownBy(() -> pair.far().getInputStream().read())
                .isInstanceOf(SocketException.class);
        send(pair.near(), new byte[3_000_000]);
        hearsNothing(pair.near());
        proxy.heal();
        assertThatThrownBy(() -> pair.near().getInputStream().read())
                .isInstanceOf(SocketException.class);
    }

    @Test
    void aHoleOneWayHoldsBytesUntilItIsOpenAgain() throws Exception {
        Pair pair = connect();
        proxy.hole(Way.UP, Hole.HOLD);

        send(pair.near(), HELLO);
        send(pair.far(), HELLO);
        expect(pair.near(), HELLO);
        hearsNothing(pair.far());

        proxy.hole(Way.UP, Hole.OPEN);
        expect(pair.far(), HELLO);
        passes(pair);
    }

    @Test
    void whoConnectsIntoAHoleIsTakenAndHearsNothingAndTheTargetLearnsOfItLater() throws Exception {
        proxy.hole(Way.DOWN, Hole.HOLD);
        Socket near = new Socket(listen.getAddress(), listen.getPort());
        send(near, HELLO);
        hearsNothing(near);
        target.setSoTimeout(100);
        assertThatThrownBy(() -> target.accept()).isInstanceOf(SocketTimeoutException.class);

        proxy.hole(Way.DOWN, Hole.OPEN);

        target.setSoTimeout(0);
        Socket far = target.accept();
        expect(far, HELLO);
        passes(new Pair(near, far));
    }

    @Test
    void anEndThatBreaksBehindAHoleIsMissedOnlyWhenItIsOpenAgain() throws Exception {
        Pair pair = connect();
        proxy.hole(Way.UP, Hole.HOLD);
        pair.near().setSoLinger(true, 0);
        pair.near().close();
        send(pair.far(), HELLO);
        Awaitility.await()
                .until(
                        () -> {
                            send(pair.far(), HELLO);
                            return proxy.status().connections() == 0;
                        });
        hearsNothing(pair.far());

        proxy.heal();

        assertThatThrownBy(() -> pair.far().getInputStream().read())
                .isInstanceOf(SocketException.class);
    }

    @Test
    void bytesThatAHoleSwallowedResetTheConnectionWhenItIsOpenAgain() throws Exception {
        Pair pair = connect();
        proxy.hole(Way.UP, Hole.SWALLOW);
        send(pair.near(), HELLO);
        Awaitility.await().until(() -> proxy.status().swallowed() == HELLO.length);

        proxy.hole(Way.UP, Hole.OPEN);

        assertThatThrownBy(() -> pair.near().getInputStream().read())
                .isInstanceOf(SocketException.class);
        assertThatThrownBy(() -> pair.far().getInputStream().read())
                .isInstanceOf(SocketException.class);
    }

    @Test
    void whatIsFrozenStaysSilentOneWayAndTheNextConnectionIsWhole() throws Exception {
        Pair pair = connect();

        proxy.freeze(Way.UP);

        send(pair.near(), HELLO);
        send(pair.far(), HELLO);
        expect(pair.near(), HELLO);
        hearsNothing(pair.far());
        passes(connect());
        proxy.heal();
        assertThatThrownBy(() -> pair.far().getInputStream().read())
                .isInstanceOf(SocketException.class);
    }

    @Test
    void refusedIsRefusedUntilItIsAdmittedAndConnectionsLiveOn() throws Exception {
        Pair pair = connect();
        proxy.refuse(true);
        assertThatThrownBy(() -> new Socket(listen.getAddress(), listen.getPort()))
                .isInstanceOf(ConnectException.class);
        passes(pair);
        assertThat(proxy.status().refusing()).isTrue();

        proxy.refuse(false);

        passes(connect());
    }

    @Test
    void aFrameThatMatchesIsCorruptedAndOthersAreNot() throws Exception {
        Pair pair = connect();
        proxy.corrupt(Way.UP, new Corruption(List.of(Corruption.field("cmd", 3)), 2, 100, 0xFF));
        byte[] frame = FrameEditorTest.frame(3, 0);
        send(pair.near(), frame);
        send(pair.near(), frame);
        send(pair.near(), frame);

        byte[] changed = frame.clone();
        changed[100] ^= (byte) 0xFF;
        expect(pair.far(), frame);
        expect(pair.far(), changed);
        expect(pair.far(), frame);
        assertThat(proxy.status().corrupted()).isEqualTo(1);
    }

    @Test
    void itCutsAgainAndAgainUntilHealed() throws Exception {
        proxy.cutRandomly(Span.ofMillis(5, 20), Span.ofMillis(0, 5));
        Awaitility.await()
                .until(
                        () -> {
                            connectToNobody();
                            return proxy.status().cuts() >= 5;
                        });

        proxy.heal();

        assertThat(proxy.status().refusing()).isFalse();
        // So that of all that are in the target's queue only the next one lives.
        proxy.cut();
        long cuts = proxy.status().cuts();
        Socket near = new Socket(listen.getAddress(), listen.getPort());
        send(near, HELLO);
        Awaitility.await().until(() -> heardBySomebody());
        assertThat(proxy.status().cuts()).isEqualTo(cuts);
    }

    @Test
    void whatIsToBeDoneLaterIsDoneUnlessItIsHealedBefore() throws Exception {
        proxy.refuse(true);
        proxy.later(Duration.ofMillis(20), () -> proxy.refuse(false));
        Awaitility.await().until(() -> !proxy.status().refusing());

        proxy.later(Duration.ofMillis(20), () -> proxy.refuse(true));
        proxy.heal();
        CompletableFuture<Void> after = new CompletableFuture<>();
        proxy.later(Duration.ofMillis(40), () -> after.complete(null));
        after.join();
        assertThat(proxy.status().refusing()).isFalse();
    }

    @Test
    void theTwoLanesOfALinkAreCutAndHeldTogether() throws Exception {
        try (ServerSocket back = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                FaultProxy both =
                        FaultProxy.open(
                                1,
                                Lane.outward(
                                        at("127.0.9.1"),
                                        (InetSocketAddress) target.getLocalSocketAddress()),
                                Lane.homeward(
                                        at("127.0.9.2"),
                                        (InetSocketAddress) back.getLocalSocketAddress()))) {
            Pair there = pair("127.0.9.1", target);
            Pair home = pair("127.0.9.2", back);
            both.hole(Way.UP, Hole.HOLD);

            send(there.near(), HELLO);
            send(home.far(), HELLO);
            hearsNothing(there.far());
            hearsNothing(home.near());
            send(home.near(), HELLO);
            expect(home.far(), HELLO);

            both.cut();
            assertThatThrownBy(() -> there.far().getInputStream().read())
                    .isInstanceOf(SocketException.class);
            assertThatThrownBy(() -> home.far().getInputStream().read())
                    .isInstanceOf(SocketException.class);
        }
    }

    @Test
    void anAddressThatIsTakenIsSaid() {
        assertThatThrownBy(() -> FaultProxy.open(1, Lane.outward(listen, listen)))
                .hasMessageContaining("cannot listen on")
                .hasMessageContaining(Integer.toString(listen.getPort()));
    }

    private InetSocketAddress at(String host) {
        return new InetSocketAddress(host, listen.getPort());
    }

    private Pair connect() throws IOException {
        return pair(listen.getHostString(), target);
    }

    private Pair pair(String host, ServerSocket at) throws IOException {
        Socket near = new Socket(host, listen.getPort());
        Socket far = at.accept();
        return new Pair(near, far);
    }

    /** The target's end is left in its queue. */
    private void connectToNobody() throws IOException {
        try {
            new Socket(listen.getAddress(), listen.getPort());
        } catch (ConnectException e) {
            assertThat(e).hasMessageContaining("refused");
        }
    }

    /** Takes the next connection out of the target's queue; whether it lives and has bytes. */
    private boolean heardBySomebody() throws IOException {
        try (Socket far = target.accept()) {
            return Arrays.equals(far.getInputStream().readNBytes(HELLO.length), HELLO);
        } catch (SocketException e) {
            return false;
        }
    }

    private static void passes(Pair pair) throws IOException {
        send(pair.near(), HELLO);
        expect(pair.far(), HELLO);
        send(pair.far(), HELLO);
        expect(pair.near(), HELLO);
    }

    private static void send(Socket to, byte[] bytes) {
        try {
            to.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new AssertionError("cannot send", e);
        }
    }

    private static void endOutput(Socket socket) {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new AssertionError("cannot end", e);
        }
    }

    private static void expect(Socket from, byte[] bytes) throws IOException {
        byte[] got = from.getInputStream().readNBytes(bytes.length);
        assertThat(Arrays.equals(got, bytes)).as("%d bytes as sent", bytes.length).isTrue();
    }

    private static void hearsNothing(Socket socket) throws IOException {
        socket.setSoTimeout(100);
        assertThatThrownBy(() -> socket.getInputStream().read())
                .isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout(0);
    }
}
