package org.dsp.testkit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects what Netty's leak detector reports.
 *
 * <p>The detector speaks only when a lost buffer has been collected and another is allocated. The
 * verdict therefore loses a buffer of its own, last, and collects and allocates until that one is
 * reported: then those lost before it have been reported too, and the detector is known to work.
 * Thread-safe.
 */
final class LeakWatch {
    private static final String SENTINEL = "the leak gate's own buffer ";

    private final ByteBufAllocator allocator = new UnpooledByteBufAllocator(true);
    private final List<String> leaks = new ArrayList<>();
    private String sentinel = SENTINEL + "is not lost yet";
    private boolean sentinelSeen;

    /** Something was collected without its last release. */
    synchronized void leaked(String resourceType, String records) {
        if (records.contains(sentinel)) {
            sentinelSeen = true;
        } else if (!records.contains(SENTINEL)) {
            leaks.add(resourceType + records);
        }
    }

    /**
     * Everything lost up to now, with the places that touched it. Takes at most {@code patience}.
     */
    List<String> verdict(Duration patience) {
        if (ResourceLeakDetector.getLevel() != ResourceLeakDetector.Level.PARANOID) {
            throw notAtWork();
        }
        long start = System.nanoTime();
        // Unlike those before, or the detector takes it for a leak that it has reported already.
        String name = SENTINEL + start;
        synchronized (this) {
            sentinel = name;
            sentinelSeen = false;
        }
        lose(name);
        while (!sentinelSeen()) {
            if (System.nanoTime() - start > patience.toNanos()) {
                throw notAtWork();
            }
            System.gc();
            allocator.directBuffer(1).release();
            Thread.onSpinWait();
        }
        synchronized (this) {
            return List.copyOf(leaks);
        }
    }

    private synchronized boolean sentinelSeen() {
        return sentinelSeen;
    }

    private static LeakError notAtWork() {
        return new LeakError(
                "Netty's leak detector is not at work (level "
                        + ResourceLeakDetector.getLevel()
                        + "); expected PARANOID, and no buffer made before the gate was opened");
    }

    private void lose(String name) {
        ByteBuf lost = allocator.directBuffer(1);
        lost.touch(name);
    }
}
