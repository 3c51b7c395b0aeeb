package org.dsp.bench.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.dsp.harness.ChildProcess;
import org.dsp.harness.Cluster;
import org.dsp.harness.DaemonProcess;
import org.dsp.harness.HarnessException;
import org.dsp.harness.ProcFiles;
import org.dsp.harness.Repository;
import org.dsp.ipc.DvkException;

/**
 * How soon daemon and tool are there, by their launchers, and what a daemon of a group of three
 * costs that has nothing to do.
 */
final class Starts {
    private static final Figure READY = new Figure("starts.ready", "ms", "ms until dspd is ready");
    private static final Figure ANSWER = new Figure("starts.dlbcmd", "ms", "ms, dlbcmd cluster");
    private static final Figure JOIN =
            new Figure("starts.dlbcmd_join", "ms", "ms, dlbcmd cluster --join");
    private static final Figure RESIDENT = new Figure("idle.rss", "mb", "idle dspd, RSS in MB");
    private static final Figure CPU = new Figure("idle.cpu", "percent", "idle dspd, % of a core");

    /** A median of so many. */
    private static final int TIMES = 10;

    private static final int ASKED = 1;
    private static final int RESTARTED = 3;
    private static final Integer[] NODES = {ASKED, 2, RESTARTED};

    /** What a start still has to do, and the JIT compiler, are over by then. */
    /** Longest wait for a group of fresh daemons. */
    private static final Duration JOINS = Duration.ofSeconds(30);

    private static final Duration SETTLES = Duration.ofSeconds(20);

    private static final Duration WATCHED = Duration.ofSeconds(30);
    private static final double BYTES_PER_KIB = 1024;
    private static final double BYTES_PER_MB = 1e6;
    private static final double PERCENT = 100;

    private final Starter starter;

    Starts(Starter starter) {
        this.starter = starter;
    }

    /** The row. Each figure is a median of its own; one round is enough. */
    Row row() {
        return new Row(
                "starts",
                "starts, medians of 10; daemons of a group of 3 that have nothing to do",
                List.of(READY, ANSWER, JOIN, RESIDENT, CPU),
                List.of(new Contender("starts", new Run())),
                false);
    }

    private final class Run implements Contender.Round {
        @Override
        public void warmUp(Duration length) {
            // Nobody who starts a program has started it ten times before; files are in memory.
        }

        @Override
        public Map<Figure, Double> run(Duration length) {
            Cluster cluster =
                    Cluster.of("bench-starts", NODES)
                            .group()
                            .logs(starter.logs().resolve("starts"))
                            .prepare();
            starter.onClose(cluster::close);
            cluster.start();
            configure(cluster);
            double answer = median(() -> millis(() -> tool(cluster, "cluster")));
            double join = median(() -> millis(() -> joined(cluster)));
            double ready = median(() -> restart(cluster.node(RESTARTED)));
            linked(cluster);
            Map<Figure, Double> idle = idle(cluster);
            cluster.close();
            return Map.of(
                    READY, ready,
                    ANSWER, answer,
                    JOIN, join,
                    RESIDENT, idle.get(RESIDENT),
                    CPU, idle.get(CPU));
        }

        /** A daemon is ready before it is in the group, and refuses configurations till then. */
        private void configure(Cluster cluster) {
            until(() -> tool(cluster, "config", cluster.clusterFile(ASKED).toString()));
            linked(cluster);
        }

        /** A daemon knows no other node before it has a configuration. */
        private static void linked(Cluster cluster) {
            until(cluster::awaitLinked);
        }

        private static void until(Runnable works) {
            long deadline = System.nanoTime() + JOINS.toNanos();
            boolean waits = true;
            while (waits) {
                try {
                    works.run();
                    waits = false;
                } catch (HarnessException | DvkException e) {
                    if (System.nanoTime() > deadline) {
                        throw e;
                    }
                }
            }
        }

        private void tool(Cluster cluster, String... arguments) {
            List<String> all = new ArrayList<>(List.of(arguments));
            all.add("--socket");
            all.add(cluster.node(ASKED).adminSocket().toString());
            run(cluster, all);
        }

        private void joined(Cluster cluster) {
            Path nodeFile = cluster.node(ASKED).nodeFile();
            run(cluster, List.of("cluster", "--join", "--node-file", nodeFile.toString()));
        }

        private void run(Cluster cluster, List<String> arguments) {
            List<String> command = new ArrayList<>();
            command.add(Repository.launcher("dlbcmd").toString());
            command.addAll(arguments);
            try (ChildProcess tool =
                    ChildProcess.start(
                            "dlbcmd",
                            command,
                            Map.of("JAVA_HOME", System.getProperty("java.home")),
                            cluster.directory(),
                            cluster.logs())) {
                int status = tool.awaitExit();
                if (status != 0) {
                    throw new HarnessException(
                            command + " ended with " + status + tool.lastWords());
                }
            }
        }
    }

    /** Only the start is of interest: the time of {@link DaemonProcess#stop} is taken out. */
    private static double restart(DaemonProcess daemon) {
        daemon.stop();
        return millis(daemon::start);
    }

    private interface Timed {
        double millis();
    }

    private static double median(Timed what) {
        List<Double> all = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            all.add(what.millis());
        }
        return new Sample(all).median();
    }

    private static double millis(Runnable what) {
        long began = System.nanoTime();
        what.run();
        return (double) (System.nanoTime() - began) / TimeUnit.MILLISECONDS.toNanos(1);
    }

    private static Map<Figure, Double> idle(Cluster cluster) {
        pass(SETTLES);
        double before = cpu(cluster);
        pass(WATCHED);
        double seconds = cpu(cluster) - before;
        double most = 0;
        for (int node : NODES) {
            most = Math.max(most, (double) ProcFiles.residentKib(pid(cluster, node)));
        }
        return Map.of(
                RESIDENT,
                most * BYTES_PER_KIB / BYTES_PER_MB,
                CPU,
                PERCENT * seconds / NODES.length / WATCHED.toSeconds());
    }

    private static double cpu(Cluster cluster) {
        double seconds = 0;
        for (int node : NODES) {
            seconds += ProcFiles.cpuSeconds(pid(cluster, node));
        }
        return seconds;
    }

    private static long pid(Cluster cluster, int node) {
        return cluster.node(node).process().pid();
    }

    /** What is measured here is time that passes. */
    private static void pass(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HarnessException("interrupted", e);
        }
    }
}
