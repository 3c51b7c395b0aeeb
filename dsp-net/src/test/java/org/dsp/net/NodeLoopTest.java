package org.dsp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.EventLoop;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class NodeLoopTest {
    private static final long MS = 1_000_000;

    private final EpollLoop epoll = EpollLoop.open("test-loop");
    private final AtomicReference<Throwable> fatal = new AtomicReference<>();
    private final Recorder work = new Recorder();
    private final AtomicInteger armed = new AtomicInteger();
    private NodeLoop loop;

    @BeforeEach
    void start() throws Exception {
        loop = new NodeLoop(counting(), System::nanoTime, fatal::set);
        onLoop(() -> loop.drive(work));
    }

    @AfterEach
    void stop() {
        epoll.close();
    }

    @Test
    void manyEventsOfOneIterationAreFlushedOnceAndAfterAllOfThem() throws Exception {
        onLoop(work.log::clear);

        onLoop(
                () -> {
                    for (int i = 0; i < 100; i++) {
                        work.log.add("event");
                        loop.wantsFlush();
                    }
                });

        await().until(() -> work.count("flush") == 1);
        assertThat(work.log).endsWith("event", "flush");
    }

    /** Where 64 clients ask in step, the peer works on the first while the last are read. */
    @Test
    void manyReadySocketsOfOneIterationAreFlushedInParts() throws Exception {
        onLoop(work.log::clear);

        onLoop(
                () -> {
                    for (int i = 0; i < 2 * NodeLoop.READS + 1; i++) {
                        work.log.add("read");
                        loop.hasRead();
                    }
                });

        await().until(() -> work.count("flush") == 3);
        assertThat(work.log.indexOf("flush")).isEqualTo(NodeLoop.READS);
        assertThat(work.log).endsWith("read", "flush");
    }

    @Test
    void whatAFlushWritesIsFlushedInTheNextRound() throws Exception {
        onLoop(work.log::clear);
        work.onFlush =
                () -> {
                    if (work.log.size() < 2) {
                        loop.wantsFlush();
                    }
                };

        onLoop(loop::wantsFlush);

        await().until(() -> work.count("flush") == 2);
    }

    @Test
    void theTimerFiresAtTheDeadlineAndNeverBefore() throws Exception {
        long deadline = System.nanoTime() + 30 * MS;

        onLoop(() -> work.deadline = deadline);
        onLoop(loop::wantsFlush);

        await().until(() -> work.count("tick") >= 1);
        assertThat(work.tickedAt).isGreaterThanOrEqualTo(deadline);
    }

    @Test
    void anEarlierDeadlineIsHonouredAndALaterOneArmsNoTimer() throws Exception {
        long now = System.nanoTime();
        onLoop(() -> work.deadline = now + 60_000 * MS);
        onLoop(loop::wantsFlush);

        onLoop(() -> work.deadline = now + 20 * MS);
        onLoop(loop::wantsFlush);
        onLoop(() -> work.deadline = now + 40 * MS);
        onLoop(loop::wantsFlush);

        await().until(() -> work.tickedAt >= now + 40 * MS);
        // One for the time first armed, one for the later deadline that was found then.
        assertThat(work.count("tick")).isEqualTo(2);
    }

    @Test
    void aMessageWithALaterDeadlineSchedulesNothing() throws Exception {
        onLoop(() -> work.deadline = System.nanoTime() + 60_000 * MS);
        onLoop(loop::wantsFlush);
        int before = armed.get();

        for (int i = 1; i <= 50; i++) {
            long later = System.nanoTime() + 60_000 * MS + i * MS;
            onLoop(() -> work.deadline = later);
            onLoop(loop::wantsFlush);
        }

        assertThat(before).isEqualTo(1);
        assertThat(armed.get()).isEqualTo(before);
    }

    @Test
    void anErrorInTheFlushIsFatal() throws Exception {
        IllegalStateException error = new IllegalStateException("seeded");
        work.onFlush =
                () -> {
                    throw error;
                };

        onLoop(loop::wantsFlush);

        await().until(() -> fatal.get() == error);
    }

    @Test
    void anErrorInTheTickIsFatal() throws Exception {
        IllegalStateException error = new IllegalStateException("seeded");
        work.onTick =
                () -> {
                    throw error;
                };
        onLoop(() -> work.deadline = System.nanoTime());

        onLoop(loop::wantsFlush);

        await().until(() -> fatal.get() == error);
    }

    /** The loop, counting how often a timer was armed. */
    private EventLoop counting() {
        return (EventLoop)
                Proxy.newProxyInstance(
                        EventLoop.class.getClassLoader(),
                        new Class<?>[] {EventLoop.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("schedule")) {
                                armed.incrementAndGet();
                            }
                            return method.invoke(epoll.eventLoop(), arguments);
                        });
    }

    private void onLoop(Runnable task) throws Exception {
        epoll.eventLoop().submit(task).get();
        // The end of the iteration is a task too: behind it, everything of the event has run.
        epoll.eventLoop().submit(() -> {}).get();
    }

    private static final class Recorder implements LoopWork {
        final List<String> log = new CopyOnWriteArrayList<>();
        Runnable onFlush = () -> {};
        Runnable onTick = () -> {};
        volatile long deadline = Long.MAX_VALUE;
        volatile long tickedAt;

        @Override
        public void tick(long now) {
            tickedAt = now;
            if (deadline <= now) {
                deadline = Long.MAX_VALUE;
            }
            log.add("tick");
            onTick.run();
        }

        @Override
        public long nextDeadline() {
            return deadline;
        }

        @Override
        public void flush(long now) {
            log.add("flush");
            onFlush.run();
        }

        long count(String what) {
            return List.copyOf(log).stream().filter(what::equals).count();
        }
    }
}
