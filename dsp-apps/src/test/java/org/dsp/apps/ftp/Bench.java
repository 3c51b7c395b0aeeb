package org.dsp.apps.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.dsp.ipc.Message;

/** A server without a daemon, a disk or a clock, and messages to it. */
final class Bench {
    static final Client ANN = new Client(51, 3);
    static final Client BOB = new Client(51, 4);
    static final int CHUNK = FtpProtocol.CHUNK;
    static final Duration IDLE = Duration.ofSeconds(150);

    final MemoryFiles files = new MemoryFiles();
    final ManualDisk disk = new ManualDisk();
    final FakeClients clients = new FakeClients();
    final List<String> log = new ArrayList<>();
    final Chunks chunks;
    final Transfers transfers;
    long now;

    Bench(int most) {
        chunks = new Chunks(most, () -> clients.own(CHUNK));
        Desk desk = new Desk(clients, files, disk, chunks, log::add);
        transfers = new Transfers(desk, clients.own(FtpProtocol.MAX_PATH), IDLE);
    }

    static byte[] bytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    void open(Client client, int type, String path) {
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        Chunk name = clients.of(client, ByteBuffer.wrap(bytes));
        send(client, new Message().type(type).m1().p1(name.address()).i1(bytes.length).message());
    }

    void send(Client client, Message message) {
        transfers.onRequest(client, message, now);
    }

    void getNext(Client client, Chunk into, long position) {
        send(client, next(FtpProtocol.GNEXT, into, CHUNK, position));
    }

    void putNext(Client client, Chunk from, int length, long position) {
        send(client, next(FtpProtocol.PNEXT, from, length, position));
    }

    static Message next(int type, Chunk chunk, int length, long position) {
        return new Message()
                .type(type)
                .m1()
                .p2(chunk.address())
                .i2(length)
                .i3(Positions.low(position))
                .message();
    }

    /** The one answer since the last time, after all disk work. */
    Message answer(Client client) {
        disk.runAll();
        assertThat(clients.answers).hasSize(1);
        FakeClients.Answer answer = clients.answers.remove(0);
        assertThat(answer.client()).isEqualTo(client);
        return answer.message();
    }

    /** Asserts that the one answer has this type. */
    void answered(Client client, int type) {
        assertThat(answer(client).type()).isEqualTo(type);
    }

    /** Asserts that nothing is open, half written, or held. */
    void nothingIsHeld() {
        disk.runAll();
        assertThat(files.open).isZero();
        assertThat(files.partial).isZero();
        assertThat(chunks.inUse()).isZero();
    }
}
