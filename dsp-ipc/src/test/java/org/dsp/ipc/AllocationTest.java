package org.dsp.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.dsp.ipc.attach.AttachFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The calls that receive into a given message allocate nothing once they have run. */
class AllocationTest {
    private static final int CALLS = 5_000;

    /**
     * Less than a byte a call, where an object has 16: the JVM itself may need some now and then,
     * and the room for messages ahead grows when more of them than ever wait.
     */
    private static final long NOISE = CALLS;

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private EchoDaemon daemon;
    private Dvk dvk;
    private Endpoint me;

    @BeforeEach
    void attach() throws IOException {
        daemon = new EchoDaemon();
        dvk = Dvk.attach(daemon.socket());
        me = dvk.bind(0, 20, "tester");
    }

    @AfterEach
    void detach() throws IOException {
        dvk.close();
        daemon.close();
    }

    private long allocatedBy(Runnable run) {
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        for (int i = 0; i < CALLS; i++) {
            run.run();
        }
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    }

    private void allocatesNothing(Runnable run) {
        allocatedBy(run);
        assertThat(allocatedBy(run)).isLessThan(NOISE);
    }

    @Test
    void sendrec() {
        Message message = new Message();
        allocatesNothing(() -> me.sendrec(21, message, message, TIMEOUT));
    }

    @Test
    void receive() {
        Message message = new Message();
        allocatesNothing(() -> me.receive(50, message, TIMEOUT));
    }

    @Test
    void sendAndNotify() {
        Message message = new Message();
        allocatesNothing(
                () -> {
                    me.send(21, message, TIMEOUT);
                    me.notify(21);
                });
    }

    @Test
    void receiveFromAnybodyWithMessagesAhead() {
        Message message = new Message();
        allocatesNothing(() -> me.receiveAny(message, TIMEOUT));
    }

    @Test
    void replyReceiveWithMessagesAhead() {
        Message message = new Message();
        allocatesNothing(() -> me.replyReceive(50, message, message, TIMEOUT));
    }

    @Test
    void servingCopies() {
        Window window = me.memory().register(ByteBuffer.allocateDirect(AttachFrame.MAX_PAYLOAD));
        daemon.copy(window.address());
        Message message = new Message();
        allocatesNothing(() -> me.sendrec(21, message, message, TIMEOUT));
    }

    @Test
    void theMeasureSeesAnAllocation() {
        Message message = new Message();
        allocatedBy(() -> me.sendrec(21, message, message, TIMEOUT));
        assertThat(allocatedBy(() -> me.sendrec(21, message, TIMEOUT))).isGreaterThan(36L * CALLS);
    }
}
