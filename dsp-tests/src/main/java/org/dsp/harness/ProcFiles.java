package org.dsp.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the kernel says of a process in /proc. */
public final class ProcFiles {
    /** Ticks of utime and stime per second: USER_HZ, 100 on all architectures we run on. */
    private static final double TICKS_PER_SECOND = 100;

    private static final int STATE = 0;
    private static final int UTIME = 11;
    private static final int STIME = 12;

    private ProcFiles() {}

    /** Whether every thread of it is stopped by a signal. */
    public static boolean frozen(long pid) {
        Path tasks = of(pid, "task");
        try (Stream<Path> threads = Files.list(tasks)) {
            return threads.allMatch(thread -> "T".equals(fields(thread.resolve("stat"))[STATE]));
        } catch (IOException e) {
            throw new HarnessException("cannot list " + tasks, e);
        }
    }

    /** CPU seconds that it has used, all threads, in user and in kernel mode; steps of 10 ms. */
    public static double cpuSeconds(long pid) {
        String[] fields = fields(of(pid, "stat"));
        return (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME])) / TICKS_PER_SECOND;
    }

    /** Resident memory in KiB: VmRSS. */
    public static long residentKib(long pid) {
        Path file = of(pid, "status");
        return read(file)
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow(() -> new HarnessException("no VmRSS in " + file + ": it has ended"));
    }

    private static Path of(long pid, String file) {
        return Path.of("/proc", Long.toString(pid), file);
    }

    /** The fields of stat from the third on: what is before may contain spaces. */
    private static String[] fields(Path file) {
        String stat = read(file);
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new HarnessException("cannot read " + file, e);
        }
    }
}
