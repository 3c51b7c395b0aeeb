package org.dsp.apps.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.dsp.ipc.Message;

/** Whole conversations of the real client with the real server, over a link that loses messages. */
class TransferPropertiesTest {
    private static final int CHUNK = FtpProtocol.CHUNK;
    private static final String NAME = "Grüße/世界 \uD83C\uDF89";

    @Provide
    Arbitrary<Integer> sizes() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK - 1, 2 * CHUNK, 3 * CHUNK),
                Arbitraries.integers().between(0, 4 * CHUNK));
    }

    private static Conversation talk(Bench bench, Client client, Random random, int loss) {
        return new Conversation(
                new BenchLink(bench, client, random, loss),
                "test",
                FakeClients.SERVER,
                Duration.ofSeconds(30));
    }

    private static Chunk path(Bench bench, Client client) {
        return bench.clients.of(client, ByteBuffer.wrap(NAME.getBytes(StandardCharsets.UTF_8)));
    }

    private static int pathLength() {
        return NAME.getBytes(StandardCharsets.UTF_8).length;
    }

    private static void get(Bench bench, Conversation talk, MemoryFiles to, int size)
            throws IOException {
        Chunk chunk = bench.clients.of(Bench.ANN, ByteBuffer.allocate(CHUNK));
        assertThat(talk.get(path(bench, Bench.ANN), pathLength())).hasValue(size);
        AtomicLong shown = new AtomicLong();
        ServedFiles.Target target = to.create(RemotePath.of(ByteBuffer.wrap(new byte[] {'x'})));
        assertThat(Fetch.run(talk, chunk, target, shown::set)).isEqualTo(size);
        assertThat(shown).hasValue(size);
        talk.cancel();
    }

    private static void put(Bench bench, Conversation talk, byte[] content) throws IOException {
        Chunk chunk = bench.clients.of(Bench.ANN, ByteBuffer.allocate(CHUNK));
        talk.put(path(bench, Bench.ANN), pathLength());
        long size =
                Store.run(
                        talk,
                        chunk,
                        Channels.newChannel(new ByteArrayInputStream(content)),
                        done -> {});
        assertThat(size).isEqualTo(content.length);
        talk.cancel();
    }

    @Property(tries = 40)
    void aFileOfAnySizeArrivesWholeOverALossyLink(
            @ForAll("sizes") int size, @ForAll @IntRange(max = 60) int loss, @ForAll Random random)
            throws IOException {
        Bench bench = new Bench(2);
        byte[] content = Bench.bytes(size, size);
        bench.files.files.put(NAME, content);
        MemoryFiles local = new MemoryFiles();
        get(bench, talk(bench, Bench.ANN, random, loss), local, size);
        assertThat(local.get("x")).isEqualTo(content);
        bench.disk.runAll();
        bench.clients.answers.clear();
        bench.transfers.close();
        bench.nothingIsHeld();
    }

    @Property(tries = 40)
    void aFileOfAnySizeIsWrittenWholeAndOnceOverALossyLink(
            @ForAll("sizes") int size, @ForAll @IntRange(max = 60) int loss, @ForAll Random random)
            throws IOException {
        Bench bench = new Bench(2);
        byte[] content = Bench.bytes(size, size);
        put(bench, talk(bench, Bench.ANN, random, loss), content);
        assertThat(bench.files.get(NAME)).isEqualTo(content);
        bench.disk.runAll();
        bench.clients.answers.clear();
        bench.transfers.close();
        bench.nothingIsHeld();
    }

    @Property(tries = 40)
    void randomRequestsNeverBreakTheServerNorReachOthers(
            @ForAll @IntRange(min = 1, max = 200) int requests, @ForAll Random random) {
        Bench bench = new Bench(2);
        byte[] content = Bench.bytes(CHUNK + 17, 1);
        bench.files.files.put("a", content);
        Chunk chunk = bench.clients.of(Bench.ANN, ByteBuffer.allocate(CHUNK));
        Chunk path = bench.clients.of(Bench.ANN, ByteBuffer.wrap(new byte[] {'a'}));
        int[] numbers = {0, 1, 17, CHUNK, CHUNK + 1, -1, Integer.MIN_VALUE, Integer.MAX_VALUE};
        for (int i = 0; i < requests; i++) {
            bench.send(
                    Bench.ANN,
                    new Message()
                            .type(random.nextInt(-1, 7))
                            .m1()
                            .p1(random.nextBoolean() ? path.address() : 5)
                            .p2(random.nextInt(4) > 0 ? chunk.address() : 5)
                            .i1(random.nextInt(4) > 0 ? 1 : numbers[random.nextInt(8)])
                            .i2(numbers[random.nextInt(8)])
                            .i3(numbers[random.nextInt(8)])
                            .message());
            for (int work = random.nextInt(4); work > 0; work--) {
                bench.disk.runOne();
            }
        }
        bench.disk.runAll();
        assertThat(bench.clients.answers).hasSizeLessThanOrEqualTo(requests);
        assertThat(bench.transfers.size()).isLessThanOrEqualTo(1);
        bench.transfers.close();
        bench.nothingIsHeld();
    }
}
