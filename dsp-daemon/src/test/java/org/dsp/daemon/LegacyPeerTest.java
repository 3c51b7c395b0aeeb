package org.dsp.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;
import org.dsp.ipc.Dvk;
import org.dsp.ipc.DvkException;
import org.dsp.ipc.Endpoint;
import org.dsp.ipc.Endpoints;
import org.dsp.ipc.ErrorCode;
import org.dsp.ipc.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole daemon, node 1, beside a peer that speaks as the original's proxies did, node 2. */
@Timeout(60)
class LegacyPeerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int SERVER = 10;
    private static final int CLIENT = 50;
    private static final int CHUNK = 65_536;

    @TempDir Path dir;

    private final BlockingQueue<Throwable> fatal = new LinkedBlockingQueue<>();
    private Daemon daemon;
    private FakeOriginal original;
    private Dvk dvk;

    @BeforeEach
    void start() throws IOException {
        TestNodes nodes = new TestNodes(dir, 2);
        Files.writeString(
                dir.resolve("cluster.cfg"),
                "server node1 { nodeid 1; address 127.0.0.1; };\n"
                        + "server node2 { nodeid 2; address 127.0.0.2;"
                        + " legacy YES; batch YES; compress YES; };\n");
        InetAddress there = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
        InetAddress here = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        original = new FakeOriginal(there, here, nodes.receiverPort(0));
        daemon = Daemon.start(nodes.config(1, "link_grace_ms: 10000"), fatal::add, fatal::add);
        dvk = Dvk.attach(nodes.socket(1));
        original.link();
    }

    @AfterEach
    void stop() throws IOException {
        dvk.close();
        original.close();
        daemon.close();
        assertThat(fatal).isEmpty();
    }

    private static byte[] words(int length) {
        return Arrays.copyOf(
                "many words and again the same many words "
                        .repeat(length / 40 + 1)
                        .getBytes(StandardCharsets.US_ASCII),
                length);
    }

    @Test
    void aClientHereAsksAServerThere() throws IOException {
        try (Endpoint me = dvk.bind(0, CLIENT)) {
            me.rmtbind(SERVER, 2, "server");
            for (int i = 1; i <= 6; i++) {
                int type = i;
                CompletableFuture<Message> answer =
                        CompletableFuture.supplyAsync(
                                () -> me.sendrec(SERVER, new Message().type(type), PATIENCE));
                ProxyHeader request = original.hear(Command.SNDREC_MSG);
                assertThat(request.mType()).isEqualTo(type);
                assertThat(request.src()).isEqualTo(CLIENT);
                // The original's servers answer by send or by reply.
                int by = i % 2 == 0 ? Command.SEND_MSG : Command.REPLY_MSG;
                original.say(FakeOriginal.header(by, SERVER, CLIENT).mType(100 + i));

                assertThat(answer.join().type()).isEqualTo(100 + i);
                ProxyHeader ack = original.hear(Command.SEND_ACK);
                assertThat(ack.rcode()).isZero();
                assertThat(ack.src()).isEqualTo(CLIENT);
                assertThat(ack.dst()).isEqualTo(SERVER);
                // SNDREC and SEND_ACK alternate: both are counted, as the original counts.
                assertThat(ack.sndSeq()).isEqualTo(2 * i);
                assertThat(ack.ackSeq()).isEqualTo(i);
            }
            assertThat(dvk.nodeInfo(2).received()).isEqualTo(6);
        }
    }

    @Test
    void aClientThereAsksAServerHere() throws Exception {
        try (Endpoint server = dvk.bind(0, SERVER)) {
            original.say(FakeOriginal.header(Command.NONE, 27_342, 27_342).dcid(-1));
            for (int i = 0; i < 6; i++) {
                original.say(FakeOriginal.header(Command.SNDREC_MSG, CLIENT, SERVER).mType(i));
                Message request = server.receiveAny(PATIENCE);
                assertThat(request.type()).isEqualTo(i);
                assertThat(request.source()).isEqualTo(CLIENT);
                assertThat(request.sourceNode()).isEqualTo(2);
                if (i % 2 == 0) {
                    server.reply(CLIENT, new Message().type(100 + i));
                    original.hear(Command.REPLY_MSG);
                    original.say(FakeOriginal.header(Command.SEND_ACK, CLIENT, SERVER));
                } else {
                    CompletableFuture<Void> sent =
                            CompletableFuture.runAsync(
                                    () -> server.send(CLIENT, new Message(), PATIENCE));
                    original.hear(Command.SEND_MSG);
                    assertThat(sent).isNotDone();
                    original.say(FakeOriginal.header(Command.SEND_ACK, CLIENT, SERVER));
                    sent.get(20, TimeUnit.SECONDS);
                }
            }
        }
    }

    @Test
    void aBatchOfRequestsIsTakenOneByOne() throws IOException {
        try (Endpoint server = dvk.bind(0, SERVER)) {
            original.sayTogether(
                    FakeOriginal.header(Command.SNDREC_MSG, 50, SERVER),
                    FakeOriginal.header(Command.SNDREC_MSG, 51, SERVER),
                    FakeOriginal.header(Command.SNDREC_MSG, 52, SERVER));
            for (int client = 50; client <= 52; client++) {
                assertThat(server.receiveAny(PATIENCE).source()).isEqualTo(client);
                server.reply(client, new Message());
                assertThat(original.hear(Command.REPLY_MSG).dst()).isEqualTo(client);
            }
        }
    }

    @Test
    void aServerHereCopiesFromAndToAClientThere() throws Exception {
        byte[] memory = new byte[3 * CHUNK];
        byte[] wanted = words(3 * CHUNK);
        try (Endpoint server = dvk.bind(0, SERVER)) {
            int address = server.memory().register(memory).address();
            original.say(FakeOriginal.header(Command.SNDREC_MSG, CLIENT, SERVER));
            server.receiveAny(PATIENCE);

            CompletableFuture<Integer> in =
                    CompletableFuture.supplyAsync(
                            () ->
                                    server.vcopy(
                                            CLIENT,
                                            0x1000,
                                            Endpoints.SELF,
                                            address,
                                            3 * CHUNK,
                                            PATIENCE));
            for (int chunk = 0; chunk < 3; chunk++) {
                ProxyHeader asked = original.hear(Command.COPYOUT_RQST);
                int at = asked.vSaddr() - 0x1000;
                assertThat(at).isEqualTo(chunk * CHUNK);
                original.sayCompressed(
                        FakeOriginal.copy(Command.COPYOUT_DATA, CLIENT, SERVER, asked).rcode(CHUNK),
                        Arrays.copyOfRange(wanted, at, at + CHUNK));
            }
            assertThat(in.get(20, TimeUnit.SECONDS)).isEqualTo(3 * CHUNK);
            assertThat(memory).isEqualTo(wanted);

            CompletableFuture<Integer> out =
                    CompletableFuture.supplyAsync(
                            () ->
                                    server.vcopy(
                                            Endpoints.SELF,
                                            address,
                                            CLIENT,
                                            0x2000,
                                            2 * CHUNK,
                                            PATIENCE));
            for (int chunk = 0; chunk < 2; chunk++) {
                ProxyHeader data = original.hear(Command.COPYIN_DATA);
                int at = data.vDaddr() - 0x2000;
                assertThat(data.has(ProxyHeader.FLAG_LZ4)).isTrue();
                assertThat(original.heardData())
                        .isEqualTo(Arrays.copyOfRange(wanted, at, at + CHUNK));
                original.say(
                        FakeOriginal.copy(Command.COPYIN_ACK, CLIENT, SERVER, data).rcode(CHUNK));
            }
            assertThat(out.get(20, TimeUnit.SECONDS)).isEqualTo(2 * CHUNK);
        }
    }

    @Test
    void aServerThereCopiesFromAndToAClientHere() throws Exception {
        byte[] memory = words(2000);
        byte[] news = "news ".repeat(200).getBytes(StandardCharsets.US_ASCII);
        try (Endpoint client = dvk.bind(0, CLIENT)) {
            client.rmtbind(SERVER, 2, "server");
            int address = client.memory().register(memory).address();
            CompletableFuture<Message> answer =
                    CompletableFuture.supplyAsync(
                            () -> client.sendrec(SERVER, new Message(), PATIENCE));
            original.hear(Command.SNDREC_MSG);

            ProxyHeader in = new ProxyHeader().vSrc(SERVER).vDst(CLIENT).vRqtr(SERVER);
            in.vSaddr(0x3000).vDaddr(address).vBytes(news.length);
            original.sayCompressed(
                    FakeOriginal.copy(Command.COPYIN_DATA, SERVER, CLIENT, in), news);
            assertThat(original.hear(Command.COPYIN_ACK).rcode()).isEqualTo(news.length);

            ProxyHeader out = new ProxyHeader().vSrc(CLIENT).vDst(SERVER).vRqtr(SERVER);
            out.vSaddr(address).vDaddr(0x4000).vBytes(2000);
            original.say(FakeOriginal.copy(Command.COPYOUT_RQST, SERVER, CLIENT, out));
            assertThat(original.hear(Command.COPYOUT_DATA).rcode()).isEqualTo(2000);
            byte[] expected = words(2000);
            System.arraycopy(news, 0, expected, 0, news.length);
            assertThat(original.heardData()).isEqualTo(expected);

            original.say(FakeOriginal.header(Command.REPLY_MSG, SERVER, CLIENT));
            answer.get(20, TimeUnit.SECONDS);
            assertThat(memory).isEqualTo(expected);
        }
    }

    @Test
    void nobodyCopiesFromOneWhoDoesNotWaitForHim() throws IOException {
        try (Endpoint client = dvk.bind(0, CLIENT)) {
            int address = client.memory().register(words(100)).address();
            ProxyHeader out = new ProxyHeader().vSrc(CLIENT).vDst(SERVER).vRqtr(SERVER);
            out.vSaddr(address).vDaddr(0x4000).vBytes(100);
            original.say(FakeOriginal.copy(Command.COPYOUT_RQST, SERVER, CLIENT, out));
            assertThat(original.hear(Command.COPYOUT_DATA).rcode()).isNegative();
        }
    }

    @Test
    void theOriginalsErrorToASendrecEndsIt() throws IOException {
        try (Endpoint me = dvk.bind(0, CLIENT)) {
            me.rmtbind(SERVER, 2, "server");
            CompletableFuture<ErrorCode> end = failing(me);
            original.hear(Command.SNDREC_MSG);
            int died = ErrorCode.EDVSDSTDIED.number();
            original.say(FakeOriginal.header(Command.SEND_ACK, SERVER, CLIENT).rcode(died));
            assertThat(end.join()).isEqualTo(ErrorCode.EDVSDSTDIED);
        }
    }

    @Test
    void aReplyThatNobodyWaitsForIsRefused() throws IOException {
        try (Endpoint me = dvk.bind(0, CLIENT)) {
            original.say(FakeOriginal.header(Command.REPLY_MSG, SERVER, me.number()));
            assertThat(original.hear(Command.SEND_ACK).rcode())
                    .isEqualTo(ErrorCode.EDVSPROCSTS.number());
        }
    }

    @Test
    void aBreakEndsWhatWaitsAndTheLinkComesBack() throws IOException {
        try (Endpoint me = dvk.bind(0, CLIENT)) {
            me.rmtbind(SERVER, 2, "server");
            CompletableFuture<ErrorCode> end = failing(me);
            original.hear(Command.SNDREC_MSG);

            original.cut();
            assertThat(end.join()).isEqualTo(ErrorCode.EDVSNOTCONN);

            original.link();
            CompletableFuture<Message> answer =
                    CompletableFuture.supplyAsync(
                            () -> me.sendrec(SERVER, new Message(), PATIENCE));
            original.hear(Command.SNDREC_MSG);
            original.say(FakeOriginal.header(Command.SEND_MSG, SERVER, CLIENT).mType(7));
            assertThat(answer.join().type()).isEqualTo(7);
        }
    }

    private static CompletableFuture<ErrorCode> failing(Endpoint me) {
        return CompletableFuture.supplyAsync(
                () ->
                        catchThrowableOfType(
                                        DvkException.class,
                                        () -> me.sendrec(SERVER, new Message(), PATIENCE))
                                .code());
    }
}
