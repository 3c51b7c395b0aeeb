package org.dsp.apps.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.dsp.ipc.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real files, real disk threads, many clients on threads of their own. */
@Timeout(60)
class ConcurrentTransfersTest {
    private static final int CLIENTS = 8;
    private static final int ROUNDS = 3;

    private record Asked(Client client, Message message) {}

    @TempDir private Path root;
    private final BlockingQueue<Asked> inbox = new LinkedBlockingQueue<>();
    private final Map<Client, BlockingQueue<Message>> answers = new ConcurrentHashMap<>();
    private final Map<Integer, ByteBuffer> memory = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile boolean stop;
    private Future<?> server;

    /** Memory of everybody; an address is the index of a buffer. */
    private synchronized Chunk register(ByteBuffer buffer) {
        int address = memory.size() + 1;
        memory.put(address, buffer);
        return new Chunk(address, buffer);
    }

    private final Clients clients =
            new Clients() {
                @Override
                public int endpoint() {
                    return FakeClients.SERVER;
                }

                @Override
                public int copyFrom(Client client, int address, int toAddress, int bytes) {
                    return copy(address, toAddress, bytes);
                }

                @Override
                public int copyTo(Client client, int address, int fromAddress, int bytes) {
                    return copy(fromAddress, address, bytes);
                }

                private int copy(int from, int to, int bytes) {
                    ByteBuffer source = memory.get(from).duplicate().clear().limit(bytes);
                    memory.get(to).duplicate().clear().put(source);
                    return bytes;
                }

                @Override
                public int answer(Client client, Message answer) {
                    answers.get(client).add(Message.of(answer.bytes()));
                    return 0;
                }
            };

    @BeforeEach
    void start() {
        server =
                threads.submit(
                        () -> {
                            serve();
                            return true;
                        });
    }

    private void serve() throws InterruptedException, IOException {
        DiskThreads disk = new DiskThreads(3, () -> inbox.add(new Asked(Bench.ANN, new Message())));
        Chunks chunks = new Chunks(CLIENTS, () -> register(ByteBuffer.allocate(Bench.CHUNK)));
        Desk desk = new Desk(clients, ServedDirectory.at(root, false), disk, chunks, line -> {});
        Chunk path = register(ByteBuffer.allocate(FtpProtocol.MAX_PATH));
        Transfers transfers = new Transfers(desk, path, Bench.IDLE);
        while (!stop || !disk.isIdle()) {
            Asked asked = inbox.take();
            disk.finish();
            if (asked.message().type() != 0) {
                transfers.onRequest(asked.client(), asked.message(), System.nanoTime());
            }
            if (stop) {
                transfers.close();
            }
        }
        disk.close();
        assertThat(chunks.inUse()).isZero();
    }

    @AfterEach
    void end() throws ExecutionException, InterruptedException, TimeoutException {
        stop = true;
        inbox.add(new Asked(Bench.ANN, new Message()));
        server.get(30, TimeUnit.SECONDS);
        threads.shutdownNow();
    }

    private ServerLink link(Client client) {
        BlockingQueue<Message> mine = new ArrayBlockingQueue<>(1);
        answers.put(client, mine);
        return new ServerLink() {
            @Override
            public void call(int endpoint, Message message, Duration timeout) {
                inbox.add(new Asked(client, Message.of(message.bytes())));
                try {
                    message.copyFrom(mine.take());
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }

            @Override
            public void know(int endpoint) {
                throw new AssertionError(endpoint);
            }

            @Override
            public void pause(Duration duration) {
                throw new AssertionError("nothing is to be repeated here");
            }
        };
    }

    private boolean thereAndBack(Client client, String name, byte[] content) throws IOException {
        Conversation talk =
                new Conversation(link(client), name, FakeClients.SERVER, Duration.ofSeconds(30));
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        Chunk path = register(ByteBuffer.wrap(bytes));
        Chunk chunk = register(ByteBuffer.allocateDirect(Bench.CHUNK));
        Path local = Files.createTempFile(name, null);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                Files.write(local, content);
                talk.put(path, bytes.length);
                try (var source = LocalFiles.open(local)) {
                    Store.run(talk, chunk, source, done -> {});
                }
                talk.get(path, bytes.length);
                Fetch.run(talk, chunk, LocalFiles.create(local), done -> {});
                talk.cancel();
                if (!Arrays.equals(Files.readAllBytes(local), content)) {
                    return false;
                }
            }
            return true;
        } finally {
            Files.delete(local);
        }
    }

    @Test
    void eachClientGetsItsOwnData() throws Exception {
        List<Future<Boolean>> results = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            int number = i;
            results.add(
                    threads.submit(
                            () ->
                                    thereAndBack(
                                            new Client(51, number),
                                            "file" + number,
                                            Bench.bytes(Bench.CHUNK + 1000 * number, number))));
        }
        for (Future<Boolean> result : results) {
            assertThat(result.get(50, TimeUnit.SECONDS)).isEqualTo(true);
        }
        try (Stream<Path> files = Files.list(root)) {
            assertThat(files).hasSize(CLIENTS);
        }
    }

    @Test
    void writersOfOneNameNeverMixTheirFiles() throws Exception {
        List<Future<Boolean>> results = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            byte[] content = new byte[Bench.CHUNK + 5];
            Arrays.fill(content, (byte) i);
            Client client = new Client(51, i);
            results.add(threads.submit(() -> put(client, content)));
        }
        for (Future<Boolean> result : results) {
            assertThat(result.get(50, TimeUnit.SECONDS)).isEqualTo(true);
        }
        byte[] last = Files.readAllBytes(root.resolve("same"));
        assertThat(last).hasSize(Bench.CHUNK + 5).containsOnly(last[0]);
        try (Stream<Path> files = Files.list(root)) {
            assertThat(files).hasSize(1);
        }
    }

    private boolean put(Client client, byte[] content) throws IOException {
        Conversation talk =
                new Conversation(link(client), "same", FakeClients.SERVER, Duration.ofSeconds(30));
        Chunk path = register(ByteBuffer.wrap(new byte[] {'s', 'a', 'm', 'e'}));
        Chunk chunk = register(ByteBuffer.allocate(Bench.CHUNK));
        for (int round = 0; round < ROUNDS; round++) {
            talk.put(path, 4);
            Store.run(
                    talk,
                    chunk,
                    Channels.newChannel(new ByteArrayInputStream(content)),
                    done -> {});
        }
        talk.cancel();
        return true;
    }
}
