package org.dsp.apps.ftp;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.dsp.apps.cli.ReceiveErrors;
import org.dsp.ipc.DvkException;
import org.dsp.ipc.Endpoint;
import org.dsp.ipc.Message;

/**
 * The loop of an m3ftpd: requests and finished disk work, one after the other, on one thread; disk
 * work on others.
 */
final class FtpServer {
    /**
     * What it may use.
     *
     * @param transfers at most so many at once; each has 1 MiB of memory
     * @param diskThreads at most so many pieces of disk work at once
     * @param copy how long one copy to or from a client may take: so long all others wait
     * @param idle how long a client may say nothing before its transfer is given up
     */
    record Settings(int transfers, int diskThreads, Duration copy, Duration idle) {}

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration LAST_WORK = Duration.ofSeconds(4);

    private final Endpoint me;
    private final Consumer<String> complaints;
    private final LongSupplier clock;
    private final Doorbell bell;
    private final DiskThreads disk;
    private final Transfers transfers;

    /**
     * A server at {@code me}, to be run by the calling thread.
     *
     * @param log a line for each transfer
     * @param complaints lines about calls that failed; there may be many
     * @param clock nanoseconds
     */
    FtpServer(
            Endpoint me,
            ServedFiles files,
            Settings settings,
            Consumer<String> log,
            Consumer<String> complaints,
            LongSupplier clock) {
        this.me = me;
        this.complaints = complaints;
        this.clock = clock;
        bell = new Doorbell(Thread.currentThread());
        disk = new DiskThreads(settings.diskThreads(), bell::ring);
        Chunks chunks = new Chunks(settings.transfers(), () -> register(FtpProtocol.CHUNK));
        Desk desk =
                new Desk(
                        new EndpointClients(me, settings.copy(), complaints),
                        files,
                        disk,
                        chunks,
                        log);
        transfers = new Transfers(desk, register(FtpProtocol.MAX_PATH), settings.idle());
    }

    private Chunk register(int bytes) {
        ByteBuffer memory = ByteBuffer.allocateDirect(bytes);
        return new Chunk(me.memory().register(memory).address(), memory);
    }

    /** Any thread: makes {@link #run} look whether it is to stop, whatever it waits for. */
    void wake() {
        bell.ringHard();
    }

    /** Serves until {@code stop}; then gives up what is under way, and removes what it wrote. */
    void run(BooleanSupplier stop) {
        Message request = new Message();
        long ticked = clock.getAsLong();
        try {
            while (!stop.getAsBoolean()) {
                boolean received = receive(request);
                // First what was done before the request: it may be about just that.
                bell.hush();
                disk.finish();
                long now = clock.getAsLong();
                if (received) {
                    transfers.onRequest(Client.of(request), request, now);
                }
                if (now - ticked >= TICK.toNanos()) {
                    ticked = now;
                    transfers.tick(now);
                }
            }
        } finally {
            close();
        }
    }

    private boolean receive(Message request) {
        if (!bell.sleep()) {
            return false;
        }
        try {
            me.rcvrqst(request, TICK);
            return true;
        } catch (DvkException e) {
            switch (ReceiveErrors.verdict(e)) {
                case GO_ON -> {}
                case SAY_AND_GO_ON -> complaints.accept(e.getMessage());
                case END -> throw e;
            }
            return false;
        } finally {
            bell.wakeUp();
        }
    }

    private void close() {
        bell.wakeUp();
        transfers.close();
        long deadline = clock.getAsLong() + LAST_WORK.toNanos();
        while (!disk.isIdle() && deadline - clock.getAsLong() > 0) {
            finishDisk(deadline - clock.getAsLong());
        }
        if (!disk.isIdle()) {
            complaints.accept("disk work did not end; partial files may be left");
        }
        disk.close();
    }

    private void finishDisk(long nanos) {
        try {
            disk.finishOne(nanos);
        } catch (InterruptedException e) {
            // It is ending already; that it is asked again changes nothing.
            bell.hush();
        }
    }
}
