package org.dsp.ipc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicReference;
import org.dsp.ipc.attach.AttachFrame;
import org.dsp.ipc.attach.AttachOp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AttachTest {
    private FakeDaemon daemon;

    @BeforeEach
    void start() throws IOException {
        daemon = new FakeDaemon();
    }

    @AfterEach
    void stop() throws IOException {
        daemon.close();
    }

    @Test
    void attachingLearnsTheNodeAndItsLimits() {
        daemon.greetWith(welcome -> welcome.a1(7).a2(10).a3(100).bodyInt(0, 20).bodyInt(4, 2));
        try (Dvk dvk = Dvk.attach(daemon.socket())) {
            assertThat(dvk.nodeId()).isEqualTo(7);
            assertThat(dvk.limits()).isEqualTo(new Limits(10, 100, 20));
            assertThat(dvk.containers()).isEqualTo(2);
            assertThat(dvk.socket()).isEqualTo(daemon.socket());
        }
    }

    @Test
    void aSystemPropertyNamesTheSocket() {
        System.setProperty("DSP_SOCKET", daemon.socket().toString());
        try (Dvk dvk = Dvk.attach()) {
            assertThat(dvk.socket()).isEqualTo(daemon.socket());
        } finally {
            System.clearProperty("DSP_SOCKET");
        }
    }

    @Test
    void withoutADaemonTheErrorSaysWhichSocketAndWhatToDo() {
        Path nowhere = daemon.socket().resolveSibling("nowhere");
        DvkException e = catchThrowableOfType(DvkException.class, () -> Dvk.attach(nowhere));
        assertThat(e.code()).isEqualTo(ErrorCode.EDVSNOTCONN);
        assertThat(e)
                .hasMessageContaining(nowhere.toString())
                .hasMessageContaining("there is no such socket")
                .hasMessageContaining("Start dspd, or name its socket with DSP_SOCKET");
    }

    @Test
    void aSocketThatADeadDaemonLeftIsTold() throws IOException {
        Path left = daemon.socket().resolveSibling("left");
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(left));
        }
        assertThatThrownBy(() -> Dvk.attach(left))
                .isInstanceOf(DvkException.class)
                .hasMessageContaining("nobody answers at it");
        Files.delete(left);
    }

    @Test
    void aPathTooLongForASocketIsAnErrorWithThePath() {
        Path deep = Path.of("/tmp", "x".repeat(120));
        assertThatThrownBy(() -> Dvk.attach(deep))
                .isInstanceOf(DvkException.class)
                .hasMessageContaining(deep.toString());
    }

    @Test
    void theDaemonsReasonToRefuseIsTold() {
        daemon.greetWith(welcome -> welcome.op(AttachOp.MESSAGE));
        assertThatThrownBy(() -> Dvk.attach(daemon.socket()))
                .isInstanceOf(DvkException.class)
                .hasMessageContaining("a message for call 0");
        daemon.greetWith(welcome -> welcome.a0(2));
        assertThatThrownBy(() -> Dvk.attach(daemon.socket()))
                .hasMessageContaining("version 2; this library speaks 1");
        daemon.greetWith(welcome -> welcome.bodyInt(0, 0));
        assertThatThrownBy(() -> Dvk.attach(daemon.socket()))
                .hasMessageContaining("nr_sysprocs 0; allowed");
        daemon.greetWith(welcome -> welcome.op(AttachOp.BYE).a0(ErrorCode.EDVSBADVALUE.number()));
        DvkException e =
                catchThrowableOfType(DvkException.class, () -> Dvk.attach(daemon.socket()));
        assertThat(e.code()).isEqualTo(ErrorCode.EDVSBADVALUE);
    }

    @Test
    void bindingCarriesContainerEndpointNameAndToken() {
        AtomicReference<byte[]> body = new AtomicReference<>();
        AtomicReference<String> who = new AtomicReference<>();
        daemon.bindWith(
                bind -> {
                    who.set(bind.a0() + "/" + bind.a1());
                    body.set(Arrays.copyOfRange(bind.array(), AttachFrame.BODY, 60));
                    return bind.a1();
                });
        byte[] token = HexFormat.of().parseHex("f0".repeat(16));
        try (Dvk dvk = new Dvk(daemon.socket(), token, Duration.ofSeconds(10));
                Endpoint me = dvk.bind(2, 21, "fifteen letters")) {
            assertThat(who).hasValue("2/21");
            assertThat(HexFormat.of().formatHex(body.get()))
                    .isEqualTo(hex("fifteen letters") + "00" + "f0".repeat(16));
            assertThat(me.number()).isEqualTo(21);
            assertThat(me.dcid()).isEqualTo(2);
            assertThat(me.generation()).isEqualTo(1);
            assertThat(me).hasToString("endpoint 21 of container 2");
        }
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void anEndpointInUseIsRefusedAtOnceAndItsConnectionEnds() {
        daemon.bindWith(bind -> ErrorCode.EDVSSLOTUSED.number());
        try (Dvk dvk = daemon.attach()) {
            DvkException e = catchThrowableOfType(DvkException.class, () -> dvk.bind(0, 21));
            assertThat(e.code()).isEqualTo(ErrorCode.EDVSSLOTUSED);
            assertThat(e).hasMessageContaining("bind of endpoint 21 in container 0");
            daemon.next().expectEnd();
        }
    }

    @Test
    void aTaskHasANegativeEndpoint() {
        try (Dvk dvk = daemon.attach();
                Endpoint task = dvk.bind(0, -2, "system")) {
            assertThat(task.number()).isEqualTo(-2);
        }
    }

    @Test
    void aNameTooLongIsRefused() {
        try (Dvk dvk = daemon.attach()) {
            DvkException e =
                    catchThrowableOfType(
                            DvkException.class, () -> dvk.bind(0, 21, "sixteen letters!"));
            assertThat(e.code()).isEqualTo(ErrorCode.EDVSNAMESIZE);
        }
    }

    @Test
    void closingTheDvkClosesItsEndpoints() {
        Dvk dvk = daemon.attach();
        Endpoint me = dvk.bind(0, 21, "x");
        Peer peer = daemon.next();
        dvk.close();
        peer.expectEnd();
        assertThat(peer.unbinds()).isEqualTo(1);
        assertThat(me.isClosed()).isTrue();
        assertThatThrownBy(() -> dvk.bind(0, 22, "x")).hasMessageContaining("closed");
        assertThatThrownBy(dvk::nodeInfo).hasMessageContaining("closed");
        dvk.close();
    }

    @Test
    void aDaemonThatGreetsNobodyIsGivenUp() {
        daemon.greetWith(welcome -> welcome.op(AttachOp.RETRACT));
        Background<Dvk> attaching = Background.call(() -> Dvk.attach(daemon.socket()));
        attaching.staysFor(Duration.ofMillis(100));
        attaching.interrupt();
        assertThat(attaching.failure().code()).isEqualTo(ErrorCode.EDVSINTR);
        assertThat(attaching.wasInterruptedAfter()).isTrue();
    }

    @Test
    void aDaemonThatIsSlowToAcceptIsWaitedFor() throws IOException {
        Path slow = daemon.socket().resolveSibling("slow");
        AttachSocket other = new AttachSocket();
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(slow), 1);
            int waiting = 0;
            while (other.connect(slow)) {
                waiting++;
            }
            Background<Dvk> attaching = Background.call(() -> Dvk.attach(slow));
            attaching.staysFor(Duration.ofMillis(50));
            for (int i = 0; i < waiting + 1; i++) {
                new Peer(server.accept(), daemon).start();
            }
            attaching.get().close();
        } finally {
            other.close();
            Files.deleteIfExists(slow);
        }
    }
}
