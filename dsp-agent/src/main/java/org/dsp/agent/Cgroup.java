package org.dsp.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a control group's processor time stands, in either version of control groups.
 *
 * @param unified whether it is of version 2
 * @param folder that has its files
 */
record Cgroup(boolean unified, Path folder) {
    private static final double MICROS = 1e6;
    private static final double NANOS = 1e9;

    /** Names under which version 1 mounts processor time. */
    private static final String[] V1_MOUNTS = {"cpu,cpuacct", "cpuacct,cpu", "cpuacct"};

    private static final int PATH = 2;

    /**
     * Finds it.
     *
     * @param root where control groups are mounted: {@code /sys/fs/cgroup}
     * @param self the text of {@code /proc/self/cgroup}
     * @param path below the mount point; empty = the one of {@code self}
     * @throws IOException when there is none
     */
    static Cgroup find(Path root, String self, Optional<String> path) throws IOException {
        if (Files.exists(root.resolve("cgroup.controllers"))) {
            String own = path.orElseGet(() -> own(self, "").orElse("/"));
            return existing(new Cgroup(true, below(root, own)), root, path.isEmpty());
        }
        for (String mount : V1_MOUNTS) {
            Path base = root.resolve(mount);
            if (Files.isDirectory(base)) {
                String own = path.orElseGet(() -> own(self, "cpuacct").orElse("/"));
                return existing(new Cgroup(false, below(base, own)), base, path.isEmpty());
            }
        }
        throw new IOException("no control groups in " + root);
    }

    /** In a container its own group is mounted where the machine has the root. */
    private static Cgroup existing(Cgroup wanted, Path root, boolean self) throws IOException {
        if (Files.exists(wanted.folder.resolve(wanted.usageFile()))) {
            return wanted;
        }
        Cgroup mounted = new Cgroup(wanted.unified, root);
        if (self && Files.exists(root.resolve(mounted.usageFile()))) {
            return mounted;
        }
        throw new IOException("no " + wanted.usageFile() + " in " + wanted.folder);
    }

    /** The path of a line {@code id:controllers:path} that has this controller. */
    private static Optional<String> own(String self, String controller) {
        return self.lines()
                .map(line -> line.split(":", PATH + 1))
                .filter(parts -> parts.length == PATH + 1)
                .filter(
                        parts ->
                                controller.isEmpty()
                                        ? parts[1].isEmpty()
                                        : ("," + parts[1] + ",").contains("," + controller + ","))
                .map(parts -> parts[PATH])
                .findFirst();
    }

    private static Path below(Path root, String path) {
        return root.resolve(path.replaceFirst("^/+", "")).normalize();
    }

    private String usageFile() {
        return unified ? "cpu.stat" : "cpuacct.usage";
    }

    /** Processor time that it has used, in seconds. */
    double usedSeconds() throws IOException {
        String text = Files.readString(folder.resolve(usageFile()));
        if (!unified) {
            return number(text.strip()) / NANOS;
        }
        String usage =
                text.lines()
                        .filter(line -> line.startsWith("usage_usec "))
                        .findFirst()
                        .orElseThrow(() -> new IOException("no usage_usec in cpu.stat"));
        return number(usage.substring(usage.indexOf(' ') + 1)) / MICROS;
    }

    /** Processors that it may use; empty = all. */
    Optional<Double> quota() throws IOException {
        return unified ? quotaOfV2() : quotaOfV1();
    }

    private Optional<Double> quotaOfV2() throws IOException {
        Path file = folder.resolve("cpu.max");
        // The root group has none.
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String[] words = Files.readString(file).strip().split(" +", -1);
        if (words.length != 2 || words[0].equals("max")) {
            return Optional.empty();
        }
        return Optional.of(number(words[0]) / number(words[1]));
    }

    private Optional<Double> quotaOfV1() throws IOException {
        Path quota = folder.resolve("cpu.cfs_quota_us");
        Path period = folder.resolve("cpu.cfs_period_us");
        if (!Files.exists(quota) || !Files.exists(period)) {
            return Optional.empty();
        }
        double micros = number(Files.readString(quota).strip());
        return micros <= 0
                ? Optional.empty()
                : Optional.of(micros / number(Files.readString(period).strip()));
    }

    private static double number(String text) throws IOException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IOException("\"" + text + "\" is no number", e);
        }
    }
}
