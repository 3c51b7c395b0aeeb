package org.dsp.dvk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.dsp.core.config.AttachSettings;
import org.dsp.core.kernel.AttachOutput;
import org.dsp.core.kernel.AttachSession;
import org.dsp.core.kernel.Credentials;
import org.dsp.ipc.attach.AttachFrame;
import org.dsp.ipc.attach.AttachOp;
import org.dsp.net.EpollLoop;
import org.dsp.net.LoopWork;
import org.dsp.net.NodeLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class AttachServerTest {
    private static final Charset ISO = StandardCharsets.ISO_8859_1;

    @TempDir Path dir;

    private final EpollLoop epoll = EpollLoop.open("test-loop");
    private final AtomicReference<Throwable> fatal = new AtomicReference<>();
    private final NodeLoop loop = new NodeLoop(epoll.eventLoop(), System::nanoTime, fatal::set);
    private final BlockingQueue<TestSession> sessions = new LinkedBlockingQueue<>();
    private final List<AttachOutput> outputs = new ArrayList<>();
    private final List<TestProcess> processes = new ArrayList<>();
    private AttachServer server;
    private Path path;

    @AfterEach
    void stop() throws Exception {
        for (TestProcess process : processes) {
            process.close();
        }
        if (server != null) {
            server.close();
        }
        epoll.close();
        assertThat(fatal.get()).isNull();
    }

    @Test
    void whoAProcessIsTheKernelSays() throws Exception {
        start(10);

        connect();

        Credentials credentials = sessions.take().credentials;
        assertThat(credentials.pid()).isEqualTo((int) ProcessHandle.current().pid());
        assertThat(credentials.uid())
                .isEqualTo(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        assertThat(credentials.gid())
                .isEqualTo(Files.getAttribute(Path.of("/proc/self"), "unix:gid"));
    }

    @Test
    void framesCutAnywhereArriveWholeAndInOrder() throws Exception {
        start(10);
        TestProcess process = connect();
        TestSession session = sessions.take();
        Random random = new Random(7);
        ByteBuffer all = ByteBuffer.allocate(2 << 20);
        List<byte[]> expected = new ArrayList<>();
        for (int i = 1; i <= 30; i++) {
            byte[] payload = new byte[i % 2 == 0 ? 0 : random.nextInt(AttachFrame.MAX_PAYLOAD + 1)];
            random.nextBytes(payload);
            expected.add(payload);
            all.put(TestProcess.frame(AttachOp.READ_DATA, i, payload));
        }
        all.flip();

        int end = all.limit();
        while (all.position() < end) {
            all.limit(Math.min(end, all.position() + 1 + random.nextInt(20_000)));
            process.send(all);
        }

        await().until(() -> session.payloads.size() == 30);
        for (int i = 0; i < 30; i++) {
            assertThat(session.log.get(i)).isEqualTo("frame 20 call " + (i + 1));
            assertThat(session.payloads.get(i)).isEqualTo(expected.get(i));
        }
    }

    @Test
    void aFrameOfTwoGigabytesEndsThatSessionWithTheReasonAndNoOther() throws Exception {
        start(10);
        TestProcess good = connect();
        TestSession goodSession = sessions.take();
        TestProcess bad = connect();
        TestSession badSession = sessions.take();

        bad.send(ByteBuffer.wrap(new AttachFrame().start(1, 0).length(Integer.MAX_VALUE).array()));
        assertThat(bad.receive()).isEqualTo("71 0 a frame of 2147483647 bytes; allowed 0…65536");
        assertThat(bad.atEnd()).isTrue();
        good.send(AttachOp.HELLO, 1);

        await().until(() -> goodSession.frames() == 1);
        await().until(() -> badSession.log.size() == 2);
        assertThat(badSession.log)
                .containsExactly(
                        "malformed: a frame of 2147483647 bytes; allowed 0…65536", "closed");
    }

    @Test
    void aNegativeLengthIsMalformedToo() throws Exception {
        start(10);
        TestProcess bad = connect();
        TestSession session = sessions.take();

        bad.send(ByteBuffer.wrap(new AttachFrame().start(1, 0).length(-1).array()));

        await().until(() -> session.log.contains("closed"));
        assertThat(session.log.get(0)).startsWith("malformed: a frame of -1 bytes");
    }

    @Test
    void halfAFrameHarmsNobodyAndEndsWithItsProcess() throws Exception {
        start(10);
        TestProcess half = connect();
        TestSession session = sessions.take();

        half.send(ByteBuffer.allocate(63));
        half.close();

        await().until(() -> session.log.contains("closed"));
        assertThat(session.log).containsExactly("closed");
    }

    @Test
    void answersOfManyFramesComeBackInOrder() throws Exception {
        start(10);
        TestProcess process = connect();
        TestSession session = sessions.take();
        session.answer = (s, frame) -> s.say(AttachOp.RESULT, frame.call(), payload(frame.call()));

        for (int i = 1; i <= 500; i++) {
            process.send(AttachOp.NODE_INFO, i);
        }

        for (int i = 1; i <= 500; i++) {
            assertThat(process.receive()).isEqualTo("65 " + i + " " + new String(payload(i), ISO));
        }
    }

    @Test
    void oneThatDoesNotReadIsNotReadAndLosesNothingWhenItReadsAgain() throws Exception {
        start(10);
        TestProcess process = connect();
        TestSession session = sessions.take();
        byte[] large = new byte[60_000];
        session.answer = (s, frame) -> s.say(AttachOp.INFO, frame.call(), large);
        int asked = 400;
        Thread flood =
                new Thread(
                        () -> {
                            try {
                                for (int i = 1; i <= asked; i++) {
                                    process.send(AttachOp.NODE_INFO, i);
                                }
                            } catch (IOException e) {
                                fatal.set(e);
                            }
                        });
        flood.start();

        // It takes some, then no more, however much is asked.
        await().until(() -> session.frames() > 0);
        await().during(300, TimeUnit.MILLISECONDS).until(() -> session.frames() < 60);
        assertThat(session.log).doesNotContain("closed");

        for (int i = 1; i <= asked; i++) {
            assertThat(process.receive()).startsWith("70 " + i + " ");
        }
        flood.join();
        assertThat(session.frames()).isEqualTo(asked);
    }

    @Test
    void oneThatDiesWhileItIsNotReadEnds() throws Exception {
        start(10);
        TestProcess process = connect();
        TestSession session = sessions.take();
        session.answer = (s, frame) -> s.say(AttachOp.INFO, frame.call(), new byte[60_000]);
        for (int i = 1; i <= 90; i++) {
            process.send(AttachOp.NODE_INFO, i);
        }
        await().during(200, TimeUnit.MILLISECONDS)
                .until(() -> session.frames() > 0 && session.frames() < 60);

        process.close();

        await().until(() -> session.log.contains("closed"));
    }

    @Test
    void oneThatIsWrittenToAboveItsBoundIsClosed() throws Exception {
        start(10);
        connect();
        TestSession session = sessions.take();

        for (int i = 0; i < 100; i++) {
            epoll.eventLoop()
                    .submit(
                            () -> {
                                session.say(AttachOp.WRITE, 1, new byte[65_536]);
                                session.output.flush();
                            })
                    .get();
        }

        await().until(() -> session.log.contains("closed"));
    }

    @Test
    void aFloodOfSmallFramesIsServedAndOthersAreServedBeside() throws Exception {
        start(10);
        TestProcess flooder = connect();
        TestSession flooded = sessions.take();
        TestProcess other = connect();
        TestSession otherSession = sessions.take();
        otherSession.answer = (s, frame) -> s.say(AttachOp.RESULT, frame.call(), new byte[0]);
        ByteBuffer flood = ByteBuffer.allocate(1000 * AttachFrame.BYTES);
        for (int i = 0; i < 1000; i++) {
            flood.put(TestProcess.frame(AttachOp.NOTIFY, i, new byte[0]));
        }
        Thread flooding =
                new Thread(
                        () -> {
                            try {
                                for (int i = 0; i < 30; i++) {
                                    flooder.send(flood.duplicate().rewind());
                                }
                            } catch (IOException e) {
                                fatal.set(e);
                            }
                        });
        flooding.start();

        for (int i = 1; i <= 200; i++) {
            other.send(AttachOp.NOTIFY, i);
            assertThat(other.receive()).isEqualTo("65 " + i + " ");
        }

        flooding.join();
        await().until(() -> flooded.frames() == 30_000);
    }

    @Test
    void oneMoreThanAllowedIsToldSoAndARoomThatIsLeftIsFilledAgain() throws Exception {
        start(2);
        TestProcess first = connect();
        connect();
        sessions.take();
        sessions.take();

        TestProcess third = connect();
        assertThat(third.receive()).isEqualTo("71 0 too many attached processes; allowed 2");
        assertThat(third.atEnd()).isTrue();

        first.close();
        await().until(
                        () -> {
                            TestProcess again = connect();
                            again.send(AttachOp.HELLO, 1);
                            TestSession session = sessions.poll(50, TimeUnit.MILLISECONDS);
                            return session != null;
                        });
    }

    @Test
    void everybodyMayConnectAndNothingIsLeftAtTheEnd() throws Exception {
        start(10);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-rw-rw-");

        server.close();

        assertThat(path).doesNotExist();
    }

    @Test
    void atTheEndNobodyNewIsTakenAndTheOthersAreHeardOut() throws Exception {
        start(10);
        TestProcess process = connect();
        TestSession session = sessions.take();

        epoll.eventLoop()
                .submit(
                        () -> {
                            server.refuse();
                            session.say(AttachOp.BYE, 0, new byte[] {'x'});
                            session.output.close("the daemon stops");
                        })
                .get();
        TestProcess late = connect();

        assertThat(process.receive()).isEqualTo("71 0 x");
        assertThat(process.atEnd()).isTrue();
        assertThat(late.receive()).isEqualTo("71 0 the daemon stops");
    }

    private static byte[] payload(int call) {
        byte[] bytes = new byte[call % 7 == 0 ? 3000 : call % 5];
        Arrays.fill(bytes, (byte) ('a' + call % 26));
        return bytes;
    }

    private TestProcess connect() throws IOException {
        TestProcess process = new TestProcess(path);
        processes.add(process);
        return process;
    }

    private void start(int maxProcesses) throws Exception {
        path = dir.resolve("dvk.sock");
        epoll.eventLoop().submit(() -> loop.drive(new FlushAll())).get();
        server =
                new AttachServer(
                        epoll,
                        loop,
                        new AttachSettings(path, maxProcesses),
                        4,
                        "a test",
                        this::attach);
        server.start();
    }

    private AttachSession attach(Credentials credentials, AttachOutput output, long now) {
        TestSession session = new TestSession(credentials, output);
        outputs.add(output);
        sessions.add(session);
        return session;
    }

    private final class FlushAll implements LoopWork {
        @Override
        public void tick(long now) {
            // Nothing is ever due.
        }

        @Override
        public long nextDeadline() {
            return Long.MAX_VALUE;
        }

        @Override
        public void flush(long now) {
            outputs.forEach(AttachOutput::flush);
        }
    }
}
