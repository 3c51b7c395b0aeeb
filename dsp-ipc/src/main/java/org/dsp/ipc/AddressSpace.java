package org.dsp.ipc;

import java.util.Arrays;

/**
 * Who has which addresses of an endpoint's 32-bit space. Next fit: the search goes on where the
 * last one ended, so freed addresses rest as long as possible. Not thread-safe.
 */
final class AddressSpace {
    /** What a copy may reach past its start: with gaps of this size none reaches a neighbour. */
    static final int GAP = Endpoints.MAX_COPY;

    private static final int PAGE = 4096;
    private static final int INITIAL = 8;

    private final int end;
    private int[] starts = new int[INITIAL];
    private int[] ends = new int[INITIAL];
    private int count;
    private int cursor = GAP;

    /** Addresses from {@link #GAP} up to {@code end}, exclusive. */
    AddressSpace(int end) {
        this.end = end;
    }

    /** The start of {@code length} free addresses with a gap behind them; 0 if there are none. */
    int allocate(int length) {
        long size = roundUp((long) length + GAP);
        int start = search(cursor, end, size);
        if (start == 0) {
            start = search(GAP, end, size);
        }
        if (start == 0) {
            return 0;
        }
        insert(start, (int) (start + size));
        cursor = (int) (start + size);
        return start;
    }

    /** Gives back what {@link #allocate} gave. */
    void free(int start) {
        int at = Arrays.binarySearch(starts, 0, count, start);
        if (at < 0) {
            throw new IllegalArgumentException("no window starts at " + start);
        }
        count--;
        System.arraycopy(starts, at + 1, starts, at, count - at);
        System.arraycopy(ends, at + 1, ends, at, count - at);
    }

    private int search(int from, int limit, long size) {
        long start = from;
        for (int i = 0; i < count; i++) {
            if (ends[i] <= start) {
                continue;
            }
            if (starts[i] >= start + size) {
                break;
            }
            start = ends[i];
        }
        return start + size <= limit ? (int) start : 0;
    }

    private void insert(int start, int endOfGap) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
        }
        int at = -Arrays.binarySearch(starts, 0, count, start) - 1;
        System.arraycopy(starts, at, starts, at + 1, count - at);
        System.arraycopy(ends, at, ends, at + 1, count - at);
        starts[at] = start;
        ends[at] = endOfGap;
        count++;
    }

    private static long roundUp(long size) {
        return (size + PAGE - 1) / PAGE * PAGE;
    }
}
