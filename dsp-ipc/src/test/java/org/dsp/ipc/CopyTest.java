package org.dsp.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.dsp.ipc.attach.AttachFrame;
import org.dsp.ipc.attach.AttachOp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The registered memory as the daemon reads and writes it, while the endpoint waits. */
class CopyTest extends DaemonTest {
    private static final int CHUNK = AttachFrame.MAX_PAYLOAD;

    @TempDir Path folder;
    private Background<Message> waiting;
    private AttachFrame call;

    enum Kind {
        HEAP,
        DIRECT,
        MAPPED
    }

    @BeforeEach
    void waitInACall() {
        waiting = Background.call(() -> me.sendrec(21, message(0, 1)));
        call = peer.expect(AttachOp.SENDREC);
    }

    @AfterEach
    void endTheCall() {
        if (!waiting.isDone()) {
            peer.message(call, message(21, 2));
            waiting.get();
        }
    }

    private ByteBuffer buffer(Kind kind, int bytes) throws IOException {
        return switch (kind) {
            case HEAP -> ByteBuffer.allocate(bytes);
            case DIRECT -> ByteBuffer.allocateDirect(bytes);
            case MAPPED -> {
                Path file = folder.resolve("file");
                Files.write(file, new byte[bytes]);
                try (FileChannel channel =
                        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                    yield channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes);
                }
            }
        };
    }

    private static byte[] random(int bytes, long seed) {
        byte[] random = new byte[bytes];
        new Random(seed).nextBytes(random);
        return random;
    }

    private AttachFrame expectReadData(int tag, byte[] bytes) {
        Peer.Received data = peer.expectWithPayload(AttachOp.READ_DATA);
        assertThat(data.frame().a0()).isEqualTo(tag);
        assertThat(data.payload()).isEqualTo(ByteBuffer.wrap(bytes));
        return data.frame();
    }

    private void expectRefusal(int op, int tag, ErrorCode code) {
        AttachFrame answer = peer.expect(op);
        assertThat(answer.a0()).isEqualTo(tag);
        assertThat(answer.a1()).isEqualTo(code.number());
        assertThat(answer.length()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void memoryIsReadAndWrittenWhereItIsRegistered(Kind kind) throws IOException {
        byte[] content = random(100_000, 1);
        ByteBuffer buffer = buffer(kind, content.length);
        buffer.duplicate().put(content);
        Window window = me.memory().register(buffer);

        peer.read(call.call(), 11, window.address(), CHUNK);
        peer.read(call.call(), 12, window.address(CHUNK), content.length - CHUNK);
        peer.read(call.call(), 13, window.address(5), 3);
        AttachFrame first = expectReadData(11, Arrays.copyOf(content, CHUNK));
        assertThat(first.a1()).isEqualTo(CHUNK);
        assertThat(first.call()).isEqualTo(call.call());
        expectReadData(12, Arrays.copyOfRange(content, CHUNK, content.length));
        expectReadData(13, Arrays.copyOfRange(content, 5, 8));

        byte[] news = random(CHUNK, 2);
        peer.write(call.call(), 14, window.address(1000), news);
        AttachFrame ack = peer.expect(AttachOp.WRITE_ACK);
        assertThat(ack.a0()).isEqualTo(14);
        assertThat(ack.a1()).isEqualTo(CHUNK);
        System.arraycopy(news, 0, content, 1000, CHUNK);
        assertThat(buffer.clear()).isEqualTo(ByteBuffer.wrap(content));
    }

    @Test
    void whatIsNotRegisteredIsAFaultAndTouchesNothing() {
        byte[] bytes = new byte[1000];
        Window window = me.memory().register(bytes);
        peer.read(call.call(), 1, window.address(), 1001);
        expectRefusal(AttachOp.READ_DATA, 1, ErrorCode.EDVSFAULT);
        peer.read(call.call(), 2, window.address() - 1, 2);
        expectRefusal(AttachOp.READ_DATA, 2, ErrorCode.EDVSFAULT);
        peer.read(call.call(), 3, 0, 1);
        expectRefusal(AttachOp.READ_DATA, 3, ErrorCode.EDVSFAULT);
        peer.write(call.call(), 4, window.address(900), random(101, 3));
        expectRefusal(AttachOp.WRITE_ACK, 4, ErrorCode.EDVSFAULT);
        window.close();
        peer.write(call.call(), 5, window.address(), random(10, 3));
        expectRefusal(AttachOp.WRITE_ACK, 5, ErrorCode.EDVSFAULT);
        assertThat(bytes).containsOnly(0);
    }

    @Test
    void aReadOnlyBufferIsReadAndItsWriteIsAFault() {
        Window window = me.memory().register(ByteBuffer.allocate(10).asReadOnlyBuffer());
        peer.read(call.call(), 1, window.address(), 10);
        expectReadData(1, new byte[10]);
        peer.write(call.call(), 2, window.address(), random(10, 3));
        expectRefusal(AttachOp.WRITE_ACK, 2, ErrorCode.EDVSFAULT);
    }

    @Test
    void aCallThatIsNotTheOpenOneIsNotServed() {
        byte[] bytes = new byte[1000];
        Window window = me.memory().register(bytes);
        peer.read(call.call() - 1, 1, window.address(), 10);
        expectRefusal(AttachOp.READ_DATA, 1, ErrorCode.EDVSPROCSTS);
        peer.write(0, 2, window.address(), random(10, 3));
        expectRefusal(AttachOp.WRITE_ACK, 2, ErrorCode.EDVSPROCSTS);
        assertThat(bytes).containsOnly(0);
    }

    @Test
    void aLateChunkDoesNotLandInTheNextCall() {
        byte[] bytes = new byte[1000];
        Window window = me.memory().register(bytes);
        AttachFrame late =
                new AttachFrame().start(AttachOp.WRITE, call.call()).a0(7).a1(window.address());
        byte[] chunk = random(10, 3);
        peer.writeBytes(
                Peer.message(call.call(), message(21, 2)).array(),
                late.length(chunk.length).array(),
                chunk);
        waiting.get();
        waiting = Background.call(() -> me.sendrec(21, message(0, 3)));
        expectRefusal(AttachOp.WRITE_ACK, 7, ErrorCode.EDVSPROCSTS);
        call = peer.expect(AttachOp.SENDREC);
        assertThat(bytes).containsOnly(0);
    }

    @Test
    void aVcopyServesItsOwnMemoryWhileItWaits() {
        endTheCall();
        byte[] bytes = random(100, 4);
        Window window = me.memory().register(bytes);
        Background<Integer> copy =
                Background.call(() -> me.vcopy(Endpoints.SELF, window.address(), 50, 4096, 100));
        AttachFrame vcopy = peer.expect(AttachOp.VCOPY);
        assertThat(vcopy.bodyInt(0)).isEqualTo(window.address());
        peer.read(vcopy.call(), 1, vcopy.bodyInt(0), 100);
        expectReadData(1, bytes);
        peer.result(vcopy, 100);
        assertThat(copy.get()).isEqualTo(100);
    }

    static Stream<Background.Kind> kinds() {
        return Background.kinds();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void manyChunksBothWaysAtOnceNeitherBlockNorMixUp(Background.Kind kind) {
        endTheCall();
        waiting = Background.call(kind, () -> me.sendrec(21, message(0, 1)));
        call = peer.expect(AttachOp.SENDREC);
        int chunks = 60;
        byte[] source = random(chunks * CHUNK, 5);
        byte[] sink = new byte[chunks * CHUNK];
        ByteBuffer direct = ByteBuffer.allocateDirect(source.length).put(source).flip();
        Window from = me.memory().register(direct);
        Window to = me.memory().register(sink);
        for (int i = 0; i < chunks; i++) {
            int at = i * CHUNK;
            peer.read(call.call(), i, from.address(at), CHUNK);
            byte[] chunk = Arrays.copyOfRange(source, at, at + CHUNK);
            peer.write(call.call(), i, to.address(at), chunk);
        }
        Map<Integer, ByteBuffer> read = new HashMap<>();
        int acks = 0;
        while (read.size() < chunks || acks < chunks) {
            Peer.Received answer = peer.next();
            assertThat(answer.frame().a1()).isEqualTo(CHUNK);
            if (answer.op() == AttachOp.READ_DATA) {
                read.put(answer.frame().a0(), answer.payload());
            } else {
                acks++;
            }
        }
        for (int i = 0; i < chunks; i++) {
            assertThat(read.get(i)).isEqualTo(ByteBuffer.wrap(source, i * CHUNK, CHUNK));
        }
        assertThat(sink).isEqualTo(source);
    }

    @Test
    void windowsOutliveARestartOfTheDaemon() throws IOException {
        byte[] bytes = random(10, 6);
        Window window = me.memory().register(bytes);
        daemon.stop();
        assertThat(waiting.failure().code()).isEqualTo(ErrorCode.EDVSNOTCONN);
        daemon.start();
        waiting = Background.call(() -> me.sendrec(21, message(0, 1)));
        peer = daemon.next();
        call = peer.expect(AttachOp.SENDREC);
        peer.read(call.call(), 1, window.address(), 10);
        expectReadData(1, bytes);
    }

    @Test
    void nothingLandsAfterAWindowIsClosed() {
        byte[] bytes = new byte[CHUNK];
        for (int round = 0; round < 20; round++) {
            Window window = me.memory().register(bytes);
            byte[] chunk = random(CHUNK, round);
            for (int i = 0; i < 4; i++) {
                peer.write(call.call(), i, window.address(), chunk);
            }
            window.close();
            byte[] then = bytes.clone();
            for (int i = 0; i < 4; i++) {
                peer.expect(AttachOp.WRITE_ACK);
            }
            assertThat(bytes).isEqualTo(then);
        }
    }
}
