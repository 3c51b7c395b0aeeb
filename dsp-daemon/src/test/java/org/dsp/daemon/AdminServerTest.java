package org.dsp.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.dsp.core.admin.AdminAnswer;
import org.dsp.core.admin.AdminError;
import org.dsp.core.admin.AdminFrame;
import org.dsp.core.admin.AdminRequest;
import org.dsp.core.admin.FieldsBuilder;
import org.dsp.core.config.AdminSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The admin socket: who may use it, and that a tool harms only itself. */
@Timeout(60)
class AdminServerTest {
    private static final AdminRequest ECHO =
            new AdminRequest("echo", new FieldsBuilder().with("x", 7).build());

    @TempDir private Path directory;

    private final Queue<Throwable> fatal = new ConcurrentLinkedQueue<>();
    private final AtomicLong time = new AtomicLong(5);
    private final Queue<FakeFeed> feeds = new ConcurrentLinkedQueue<>();
    private Path socket;
    private AdminServer server;

    @BeforeEach
    void start() {
        socket = directory.resolve("a.sock");
        server = start(false);
    }

    @AfterEach
    void end() {
        server.close();
        assertThat(fatal).isEmpty();
        assertThat(socket).doesNotExist();
    }

    private AdminServer start(boolean group) {
        return AdminServer.start(
                new AdminSettings(socket, group), this::askOrFollow, fatal::add, time::get);
    }

    private AdminServer.Pending askOrFollow(
            AdminRequest request, Consumer<Supplier<AdminAnswer>> answer) {
        return request.command().equals("follow") ? feeds.remove() : ask(request, answer);
    }

    private AdminTool follow(FakeFeed feed) {
        feeds.add(feed);
        AdminTool tool = new AdminTool(socket);
        tool.write(frame("follow"));
        return tool;
    }

    private static void assertNumber(AdminTool tool, long number) {
        assertThat(tool.answer().orElseThrow().report().whole("number")).contains(number);
    }

    /** A desk: echoes, is silent, is large, fails. */
    private static AdminServer.Pending ask(
            AdminRequest request, Consumer<Supplier<AdminAnswer>> answer) {
        switch (request.command()) {
            case "silent" -> {
                // Its time will end.
            }
            case "large" ->
                    answer.accept(
                            () ->
                                    AdminAnswer.of(
                                            new FieldsBuilder()
                                                    .with("text", "x".repeat(8 << 20))
                                                    .build()));
            case "too large" ->
                    answer.accept(
                            () ->
                                    AdminAnswer.of(
                                            new FieldsBuilder()
                                                    .with("text", "x".repeat(AdminFrame.MAX_ANSWER))
                                                    .build()));
            case "fails" ->
                    answer.accept(
                            () -> {
                                throw new IllegalStateException("a mistake");
                            });
            default -> answer.accept(() -> AdminAnswer.of(request.arguments()));
        }
        return AdminServer.Pending.PLAIN;
    }

    private void pass(Duration duration) {
        time.addAndGet(duration.toNanos());
        server.wake();
    }

    private void assertAnswers() {
        assertThat(AdminTool.ask(socket, ECHO).report()).isEqualTo(ECHO.arguments());
    }

    private static byte[] frame(String command) {
        return AdminFrame.encode(AdminRequest.of(command).fields(), AdminFrame.MAX_REQUEST);
    }

    @Test
    void aRequestIsAnswered() {
        assertAnswers();
    }

    @Test
    void onlyItsOwnerMayUseItUnlessTheGroupMayToo() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                .isEqualTo("rw-------");
        server.close();
        server = start(true);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                .isEqualTo("rw-rw----");
    }

    @Test
    void aSecondDaemonIsRefusedAndADeadOnesSocketReplaced() throws IOException {
        assertThatThrownBy(() -> start(false)).hasMessageContaining("another daemon");
        assertAnswers();
        server.close();
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(socket));
        }
        assertThat(socket).exists();

        server = start(false);

        assertAnswers();
    }

    @Test
    void aFileThatIsNoSocketIsLeftAlone() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "mine");

        assertThatThrownBy(
                        () ->
                                AdminServer.start(
                                        new AdminSettings(file, false),
                                        AdminServerTest::ask,
                                        fatal::add))
                .hasMessageContaining("no socket");
        assertThat(file).hasContent("mine");
    }

    @Test
    void aToolThatSaysHalfARequestHindersNobodyAndGoes() {
        try (AdminTool slow = new AdminTool(socket)) {
            slow.write(Arrays.copyOf(frame("echo"), 20));
            assertAnswers();

            pass(AdminServer.PATIENCE);

            assertThat(slow.answer()).isEmpty();
        }
    }

    @Test
    void toolsThatSayNothingMakeRoomForOneThatAsks() {
        List<AdminTool> silent = new ArrayList<>();
        for (int i = 0; i < 5 * AdminServer.MOST; i++) {
            silent.add(new AdminTool(socket));
        }

        assertAnswers();

        silent.forEach(AdminTool::close);
    }

    @Test
    void toolsThatWaitForAnswersAreNotPutOut() {
        List<AdminTool> waiting = new ArrayList<>();
        for (int i = 0; i < AdminServer.MOST; i++) {
            AdminTool tool = new AdminTool(socket);
            tool.write(frame("silent"));
            waiting.add(tool);
        }
        // The last one's request has been read when a later one is turned away.
        Awaitility.await()
                .until(
                        () -> {
                            try (AdminTool late = new AdminTool(socket)) {
                                return late.answer()
                                        .flatMap(AdminAnswer::error)
                                        .filter(e -> e.code() == AdminError.Code.BUSY)
                                        .isPresent();
                            }
                        });

        pass(AdminServer.ANSWER_WITHIN);

        for (AdminTool tool : waiting) {
            assertThat(tool.answer().flatMap(AdminAnswer::error))
                    .hasValueSatisfying(
                            e -> assertThat(e.code()).isEqualTo(AdminError.Code.NO_ANSWER));
            tool.close();
        }
        assertAnswers();
    }

    @Test
    void aToolThatDoesNotReadItsAnswerHindersNobodyAndGoes() {
        try (AdminTool deaf = new AdminTool(socket)) {
            deaf.write(frame("large"));
            assertAnswers();

            pass(AdminServer.PATIENCE);
            assertAnswers();

            assertThat(deaf.answer()).isEmpty();
        }
    }

    @Test
    void aFeedGoesOnUntilItsToolGoes() {
        FakeFeed feed = new FakeFeed(10);
        try (AdminTool tool = follow(feed)) {
            assertNumber(tool, 1);
            pass(AdminServer.ANSWER_WITHIN.multipliedBy(1000));
            assertAnswers();
            feed.give(3);
            for (int number = 2; number <= 4; number++) {
                assertNumber(tool, number);
            }
            assertThat(feed.ends()).isZero();
        }

        // Nothing is written to it any more: that it is gone is seen all the same.
        Awaitility.await().until(() -> feed.ends() == 1);
        assertAnswers();
        feed.give(1);
        assertAnswers();
        assertThat(feed.told()).isEqualTo(4);
        assertThat(feed.ends()).isEqualTo(1);
    }

    @Test
    void aFeedIsAskedNoFasterThanItsToolReadsAndOthersAreAnswered() {
        FakeFeed feed = new FakeFeed(1 << 20);
        try (AdminTool slow = follow(feed)) {
            feed.give(50);
            for (int i = 0; i < 20; i++) {
                assertAnswers();
            }
            assertThat(feed.told()).isLessThan(10);

            for (int number = 1; number <= 51; number++) {
                assertNumber(slow, number);
            }
            feed.give(10);
            Awaitility.await().until(() -> feed.told() > 51);
            pass(AdminServer.READER_PATIENCE);
            Awaitility.await().until(() -> feed.ends() == 1);
        }
        assertAnswers();
    }

    @Test
    void anErrorEndsAFeedAndSoDoesWhatItsToolSaysFurther() {
        FakeFeed ends = new FakeFeed(10);
        FakeFeed talked = new FakeFeed(10);
        try (AdminTool tool = follow(ends);
                AdminTool talks = follow(talked)) {
            assertNumber(tool, 1);
            ends.giveLast(AdminAnswer.of(AdminError.Code.REFUSED, "enough"));
            assertThat(tool.answer().flatMap(AdminAnswer::error))
                    .hasValueSatisfying(e -> assertThat(e.text()).isEqualTo("enough"));
            assertThat(tool.answer()).isEmpty();

            assertNumber(talks, 1);
            talks.write(new byte[] {1});
            assertThat(talks.answer()).isEmpty();
        }
        assertThat(ends.ends()).isEqualTo(1);
        assertThat(talked.ends()).isEqualTo(1);
    }

    @Test
    void theEndOfTheServerEndsItsFeeds() {
        FakeFeed feed = new FakeFeed(10);
        try (AdminTool tool = follow(feed)) {
            assertNumber(tool, 1);

            server.close();

            assertThat(tool.answer()).isEmpty();
            assertThat(feed.ends()).isEqualTo(1);
        }
    }

    @Test
    void aLargeAnswerArrivesWhole() {
        assertThat(AdminTool.ask(socket, AdminRequest.of("large")).report().text("text"))
                .hasValueSatisfying(text -> assertThat(text).hasSize(8 << 20));
    }

    @Test
    void anAnswerThatCannotBeMadeIsSaid() {
        assertThat(AdminTool.ask(socket, AdminRequest.of("too large")).error())
                .hasValueSatisfying(e -> assertThat(e.text()).contains("too large"));
        assertThat(AdminTool.ask(socket, AdminRequest.of("fails")).error())
                .hasValueSatisfying(e -> assertThat(e.text()).contains("internal error"));
        assertAnswers();
    }

    @Test
    void whatIsNoRequestIsToldSo() {
        byte[] broken = frame("echo");
        broken[AdminFrame.HEAD] = 99;
        for (byte[] bytes : List.of(broken, new byte[AdminFrame.HEAD])) {
            try (AdminTool tool = new AdminTool(socket)) {
                tool.write(bytes);

                assertThat(tool.answer().flatMap(AdminAnswer::error))
                        .hasValueSatisfying(
                                e -> assertThat(e.code()).isEqualTo(AdminError.Code.BAD_REQUEST));
            }
        }
    }

    @Test
    void anyBytesLeaveItAnswering() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            boolean follows = random.nextInt(4) == 0;
            byte[] bytes = frame(follows ? "follow" : "echo");
            feeds.add(new FakeFeed(10));
            if (random.nextBoolean()) {
                bytes = new byte[1 + random.nextInt(40)];
                random.nextBytes(bytes);
            } else {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
            }
            try (AdminTool tool = new AdminTool(socket)) {
                tool.write(Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length)));
            }
        }

        assertThat(fatal).as("seed %d", seed).isEmpty();
        assertAnswers();
    }
}
