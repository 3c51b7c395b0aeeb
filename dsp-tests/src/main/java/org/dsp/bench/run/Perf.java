package org.dsp.bench.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dsp.bench.rival.OnPath;
import org.dsp.bench.rival.Said;
import org.dsp.harness.HarnessException;

/**
 * Counts system calls on some descriptors of a process by {@code perf stat}: in the kernel, with a
 * filter, so that what is counted is hardly slowed down. Under {@code strace} a daemon would be so
 * slow that more messages waited for each call, and the count would flatter it.
 */
final class Perf {
    private static final List<String> CALLS =
            List.of("read", "write", "readv", "writev", "recvfrom", "sendto", "recvmsg", "sendmsg");
    private static final String PREFIX = "syscalls:sys_enter_";
    private static final String MILLIS = "200";
    private static final int COUNT = 1;
    private static final int EVENT = 3;

    private Perf() {}

    /** Why it cannot count here. */
    static Optional<String> missing() {
        Optional<Path> program = OnPath.find("perf");
        if (program.isEmpty()) {
            return Optional.of(
                    "no perf (Debian: apt-get install linux-perf; Ubuntu: apt-get install"
                            + " linux-tools-generic; Fedora, RHEL: dnf install perf)");
        }
        String said =
                Said.by(
                        List.of(
                                program.orElseThrow().toString(),
                                "stat",
                                "-x",
                                ",",
                                "-e",
                                PREFIX + "write",
                                "--",
                                "true"));
        return said.lines().anyMatch(line -> line.matches("[0-9].*" + PREFIX + "write.*"))
                ? Optional.empty()
                : Optional.of("perf may not count system calls here (root may)");
    }

    /** The command that counts until it is interrupted; its first line says that it does. */
    static List<String> command(long pid, List<Integer> descriptors) {
        if (descriptors.isEmpty()) {
            throw new HarnessException("process " + pid + " has no connection to count calls on");
        }
        String filter =
                descriptors.stream()
                        .map(descriptor -> "fd==" + descriptor)
                        .collect(Collectors.joining("||"));
        List<String> command = new ArrayList<>();
        command.add(OnPath.find("perf").orElseThrow().toString());
        command.addAll(List.of("stat", "-I", MILLIS, "-x", ",", "-p", Long.toString(pid)));
        for (String call : CALLS) {
            command.addAll(List.of("-e", PREFIX + call, "--filter", filter));
        }
        return command;
    }

    /** All calls that such a command has counted, from the lines of its output. */
    static long sum(List<String> lines) {
        long sum = 0;
        for (String line : lines) {
            // 1.002884943,17,,syscalls:sys_enter_write,…
            String[] fields = line.strip().split(",", -1);
            // "<not counted>": the process did not run meanwhile.
            if (fields.length > EVENT
                    && fields[EVENT].startsWith(PREFIX)
                    && fields[COUNT].matches("[0-9]+")) {
                sum += Long.parseLong(fields[COUNT]);
            }
        }
        return sum;
    }
}
