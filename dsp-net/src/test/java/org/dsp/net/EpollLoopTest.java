package org.dsp.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.Native;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EpollLoopTest {
    private final EpollLoop epoll = EpollLoop.open("test-loop");
    private final BlockingQueue<Throwable> deaths = new LinkedBlockingQueue<>();

    @Test
    void theDeathOfItsThreadIsTold() throws Exception {
        epoll.onDeath(deaths::add);

        IoRegistration deadly = ((IoEventLoop) epoll.eventLoop()).register(new Deadly()).get();
        deadly.submit(EpollIoOps.EPOLLOUT);

        assertThat(deaths.poll(20, TimeUnit.SECONDS))
                .isNotNull()
                .hasMessage("the thread of the event loop has ended");
    }

    @Test
    void itsCloseIsNoDeath() {
        epoll.onDeath(deaths::add);

        epoll.close();

        assertThat(epoll.eventLoop().isTerminated()).isTrue();
        assertThat(deaths).isEmpty();
    }

    @Test
    void closeWaitsForAStuckLoopUntilTheDeadlineOnly() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        epoll.eventLoop().execute(() -> awaitUninterruptibly(stuck));

        long begin = System.nanoTime();
        epoll.close(Deadline.in(Duration.ofMillis(50)));

        assertThat(epoll.eventLoop().isTerminated()).isFalse();
        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(50_000_000L);
        stuck.countDown();
        assertThat(epoll.eventLoop().awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the loop's thread as a broken JVM would: by an error outside of every handler. */
    private static final class Deadly implements EpollIoHandle {
        private final FileDescriptor event = Native.newEventFd();

        @Override
        public FileDescriptor fd() {
            return event;
        }

        @Override
        public void handle(IoRegistration registration, IoEvent ready) {
            throw new LinkageError("seeded");
        }

        @Override
        public void close() throws IOException {
            event.close();
        }
    }
}
