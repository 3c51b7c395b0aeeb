package org.dsp.agent;

import java.io.IOException;
import java.util.Arrays;

/**
 * The first line of {@code /proc/stat}: what all processors did since the machine started.
 *
 * @param busy ticks of work
 * @param total ticks of everything
 */
record CpuTimes(long busy, long total) {
    private static final int IDLE = 3;
    private static final int IOWAIT = 4;

    /** user, nice, system, idle, iowait, irq, softirq, steal; what follows is part of user. */
    private static final int FIELDS = 8;

    /**
     * Reads it.
     *
     * @throws IOException when it is no such text
     */
    static CpuTimes parse(String stat) throws IOException {
        String line = stat.lines().filter(l -> l.startsWith("cpu ")).findFirst().orElse("");
        String[] words = line.trim().split(" +", -1);
        if (words.length <= IDLE + 1) {
            throw new IOException("no line \"cpu\" with at least 4 numbers in /proc/stat");
        }
        try {
            long[] ticks =
                    Arrays.stream(words).skip(1).limit(FIELDS).mapToLong(Long::parseLong).toArray();
            long total = Arrays.stream(ticks).sum();
            long idle = ticks[IDLE] + (ticks.length > IOWAIT ? ticks[IOWAIT] : 0);
            return new CpuTimes(total - idle, total);
        } catch (NumberFormatException e) {
            throw new IOException("no number in the line \"" + line + "\" of /proc/stat", e);
        }
    }

    /** Busy since {@code before}, in percent; 0 when no time has passed. */
    int percentSince(CpuTimes before) {
        return Percent.of((double) (busy - before.busy), (double) (total - before.total));
    }
}
