package org.dsp.bench.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the numbers were measured on.
 *
 * @param cpus those that this process may use
 * @param model of the first CPU
 * @param memoryMib of the machine
 * @param kernel name, release and architecture
 * @param jdk the one that ran everything
 * @param load run-queue lengths (1, 5, 15 min) before the first round: who else was busy
 */
record Machine(
        List<Integer> cpus, String model, int memoryMib, String kernel, String jdk, String load) {
    private static final long KIB_PER_MIB = 1024;

    Machine {
        cpus = List.copyOf(cpus);
    }

    /** This one, now. */
    static Machine here() {
        return new Machine(
                CpuList.parse(value("/proc/self/status", "Cpus_allowed_list").orElse("0")),
                value("/proc/cpuinfo", "model name").orElse("unknown"),
                value("/proc/meminfo", "MemTotal").map(Machine::mib).orElse(0),
                System.getProperty("os.name")
                        + " "
                        + System.getProperty("os.version")
                        + " "
                        + System.getProperty("os.arch"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
                read("/proc/loadavg").replaceAll("^(\\S+ \\S+ \\S+).*\\s*$", "$1"));
    }

    /** For the report. */
    List<String> describe() {
        return List.of(
                "cores    %d usable (%s)".formatted(cpus.size(), model),
                String.format(Locale.ROOT, "memory   %d MiB", memoryMib),
                "kernel   " + kernel,
                "jdk      " + jdk,
                "load     " + load + " before the first round");
    }

    private static int mib(String kib) {
        return Math.toIntExact(Long.parseLong(kib.replaceAll("[^0-9]", "")) / KIB_PER_MIB);
    }

    /** The value of the first {@code key : value} line. */
    private static Optional<String> value(String file, String key) {
        return read(file)
                .lines()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst();
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
