package org.dsp.faults;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * One way of the wire, as all its connections share it: when bytes arrive, whether they do, and
 * what is changed on the way. Driven by a given time in ns; one thread.
 */
final class Wire {
    /** Bytes of so much time are taken at once where the bandwidth is limited. */
    private static final long BURST = 5_000_000;

    private static final double SECOND = 1e9;

    private final Random random;

    /** What changes frames, and how many frames each matched. */
    private final Map<Corruption, Integer> corruptions = new LinkedHashMap<>();

    private long delay;
    private long jitter;
    private long bytesPerSecond;
    private long cutAfter = Long.MAX_VALUE;
    private Hole hole = Hole.OPEN;

    /** When the last byte that it was given has left, if the bandwidth is limited. */
    private long freeAt = Long.MIN_VALUE;

    private long carried;
    private long swallowed;
    private long corrupted;

    Wire(long seed) {
        random = new Random(seed);
    }

    /** Bytes arrive {@code delay} after they left, and up to {@code jitter} later than that. */
    void delay(Duration delay, Duration jitter) {
        this.delay = delay.toNanos();
        this.jitter = jitter.toNanos();
    }

    /** Bytes leave no faster than this; 0 = as fast as they come. */
    void bandwidth(long bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    /** What becomes of bytes from now on. */
    void hole(Hole hole) {
        this.hole = hole;
    }

    /** After so many more bytes {@link #admit} takes no more. */
    void cutAfter(long bytes) {
        cutAfter = bytes;
    }

    /** From now on frames that match are changed, too. */
    void corrupt(Corruption corruption) {
        corruptions.put(corruption, 0);
    }

    /** Nothing happens to bytes any more. */
    void heal() {
        delay = 0;
        jitter = 0;
        bytesPerSecond = 0;
        cutAfter = Long.MAX_VALUE;
        hole = Hole.OPEN;
        corruptions.clear();
    }

    /** Whether bytes pass. */
    boolean open() {
        return hole == Hole.OPEN;
    }

    /** Whether bytes stay where they are. */
    boolean holds() {
        return hole == Hole.HOLD;
    }

    /** What changes frames now; live. */
    Set<Corruption> corruptions() {
        return corruptions.keySet();
    }

    /** A frame matches; whether it is to be changed. */
    boolean corrupts(Corruption corruption) {
        int count = corruptions.merge(corruption, 1, Integer::sum);
        boolean meant = corruption.nth() == 0 || corruption.nth() == count;
        corrupted += meant ? 1 : 0;
        return meant;
    }

    /** How many bytes, at most {@code most}, may leave now; 0 = none before {@link #freeAgain}. */
    int mayLeave(long now, int most) {
        if (bytesPerSecond == 0) {
            return most;
        }
        if (freeAt > now) {
            return 0;
        }
        return (int) Math.max(1, Math.min(most, (long) (bytesPerSecond * (BURST / SECOND))));
    }

    /** When bytes may leave again. */
    long freeAgain() {
        return freeAt;
    }

    /**
     * When bytes that leave now arrive.
     *
     * @param notBefore when those before them in the same stream do: nothing overtakes
     */
    long arrival(long now, int bytes, long notBefore) {
        long left = now;
        if (bytesPerSecond > 0) {
            left = Math.max(now, freeAt) + (long) (bytes * SECOND / bytesPerSecond);
            freeAt = left;
        }
        long late = jitter == 0 ? 0 : random.nextLong(jitter + 1);
        return Math.max(notBefore, left + delay + late);
    }

    /** How many of so many bytes pass before the cut that {@link #cutAfter} asked for. */
    int admit(int bytes) {
        int passing = (int) Math.min(bytes, cutAfter);
        if (cutAfter != Long.MAX_VALUE) {
            cutAfter -= passing;
        }
        carried += passing;
        return passing;
    }

    /** Whether the bytes of {@link #cutAfter} are used up; once. */
    boolean cutDue() {
        boolean due = cutAfter == 0;
        if (due) {
            cutAfter = Long.MAX_VALUE;
        }
        return due;
    }

    void countSwallowed(int bytes) {
        swallowed += bytes;
    }

    /** Bytes that went on their way. */
    long carried() {
        return carried;
    }

    /** Bytes that were swallowed. */
    long swallowed() {
        return swallowed;
    }

    /** Frames that were changed. */
    long corrupted() {
        return corrupted;
    }
}
