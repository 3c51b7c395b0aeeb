package org.dsp.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CgroupProbeTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @TempDir Path dir;
    private Path sys;
    private Path proc;

    @BeforeEach
    void files() throws IOException {
        sys = Files.createDirectories(dir.resolve("sys"));
        proc = dir.resolve("proc");
        Files.createDirectories(proc.resolve("self"));
    }

    private void write(String path, String text) throws IOException {
        Path file = dir.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private OptionalInt twoSamples(String path, String usage, String from, String to)
            throws IOException {
        CgroupProbe probe = new CgroupProbe(sys, proc, path, 4);
        write(usage, from);
        assertThat(probe.sample(0)).isEmpty();
        write(usage, to);
        return probe.sample(2 * SECOND);
    }

    @Test
    void version2CountsAgainstItsQuota() throws IOException {
        write("sys/cgroup.controllers", "cpu");
        write("proc/self/cgroup", "0::/a/b\n");
        write("sys/a/b/cpu.max", "200000 100000\n");

        // 1 s of processor time in 2 s, of 2 processors that it may use.
        assertThat(
                        twoSamples(
                                "self",
                                "sys/a/b/cpu.stat",
                                "usage_usec 1000000\nuser_usec 5\n",
                                "usage_usec 2000000\nuser_usec 5\n"))
                .hasValue(25);
    }

    @Test
    void version2WithoutQuotaCountsAgainstTheMachine() throws IOException {
        write("sys/cgroup.controllers", "cpu");
        write("proc/self/cgroup", "0::/\n");
        write("sys/x.slice/cpu.max", "max 100000\n");

        assertThat(
                        twoSamples(
                                "/x.slice",
                                "sys/x.slice/cpu.stat",
                                "usage_usec 0\n",
                                "usage_usec 4000000\n"))
                .hasValue(50);
    }

    @Test
    void version1HasItsOwnFiles() throws IOException {
        write("proc/self/cgroup", "5:memory:/m\n4:cpu,cpuacct:/c\n");
        write("sys/cpu,cpuacct/c/cpu.cfs_quota_us", "50000\n");
        write("sys/cpu,cpuacct/c/cpu.cfs_period_us", "100000\n");

        // 0.5 s in 2 s, of half a processor.
        assertThat(twoSamples("self", "sys/cpu,cpuacct/c/cpuacct.usage", "0\n", "500000000\n"))
                .hasValue(50);
    }

    @Test
    void version1WithoutQuotaSaysMinusOne() throws IOException {
        write("proc/self/cgroup", "4:cpuacct:/c\n");
        write("sys/cpuacct/c/cpu.cfs_quota_us", "-1\n");
        write("sys/cpuacct/c/cpu.cfs_period_us", "100000\n");

        assertThat(twoSamples("self", "sys/cpuacct/c/cpuacct.usage", "0\n", "8000000000\n"))
                .hasValue(100);
    }

    @Test
    void inAContainerItsOwnGroupIsMountedAsTheRoot() throws IOException {
        write("sys/cgroup.controllers", "cpu");
        write("proc/self/cgroup", "0::/docker/abc\n");

        assertThat(twoSamples("self", "sys/cpu.stat", "usage_usec 0\n", "usage_usec 2000000\n"))
                .hasValue(25);
    }

    @Test
    void aGroupThatIsNotThereIsSaid() throws IOException {
        write("proc/self/cgroup", "0::/\n");
        CgroupProbe nothing = new CgroupProbe(sys, proc, "self", 1);
        assertThatThrownBy(() -> nothing.sample(0)).hasMessageContaining("no control groups in");

        write("sys/cgroup.controllers", "cpu");
        CgroupProbe other = new CgroupProbe(sys, proc, "/x", 1);
        assertThatThrownBy(() -> other.sample(0)).hasMessageContaining("no cpu.stat in");
    }
}
