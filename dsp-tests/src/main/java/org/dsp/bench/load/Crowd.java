package org.dsp.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/** Clients at work, each on a thread and a connection of its own. Used by one thread. */
final class Crowd implements AutoCloseable {
    private static final long HIGHEST = Duration.ofMinutes(1).toNanos();
    private static final int DIGITS = 3;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MICRO = 1e3;
    private static final int MEDIAN = 50;
    private static final int TAIL = 99;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Histogram> histograms = new ArrayList<>();
    private final List<Future<Long>> jam = new ArrayList<>();

    /** Lets every connection play the script for as long as {@code length}. */
    Measured play(List<Connection> connections, Script script, Duration length) throws IOException {
        CountDownLatch start = new CountDownLatch(1);
        AtomicLong begin = new AtomicLong();
        List<Future<Long>> running = new ArrayList<>();
        for (int i = 0; i < connections.size(); i++) {
            int client = i;
            Connection connection = connections.get(client);
            Histogram latencies = histogram(client);
            running.add(
                    threads.submit(
                            () -> {
                                start.await();
                                long now = begin.get();
                                long deadline = now + length.toNanos();
                                return script.play(client, connection, latencies, now, deadline);
                            }));
        }
        begin.set(System.nanoTime());
        start.countDown();
        long end = begin.get();
        Histogram all = new Histogram(HIGHEST, DIGITS);
        for (int i = 0; i < running.size(); i++) {
            end = Math.max(end, result(running.get(i)));
            all.add(histograms.get(i));
        }
        return new Measured(
                Map.of(
                        Measured.COUNT, (double) all.getTotalCount(),
                        Measured.SECONDS, (end - begin.get()) / NANOS_PER_SECOND,
                        Measured.P50, all.getValueAtPercentile(MEDIAN) / NANOS_PER_MICRO,
                        Measured.P99, all.getValueAtPercentile(TAIL) / NANOS_PER_MICRO,
                        Measured.MAX, all.getMaxValue() / NANOS_PER_MICRO));
    }

    /** Begins to send one message on every connection, and does not wait for the ends of it. */
    Measured jam(List<Connection> connections) {
        for (Connection connection : connections) {
            jam.add(
                    threads.submit(
                            () -> {
                                connection.oneWay();
                                return System.nanoTime();
                            }));
        }
        return new Measured(Map.of(Measured.COUNT, (double) jam.size()));
    }

    /** How many of them are not taken yet. */
    Measured jammed() {
        double count = jam.stream().filter(sending -> !sending.isDone()).count();
        return new Measured(Map.of(Measured.COUNT, count));
    }

    /** Waits until all of that has been taken. */
    Measured unjam() throws IOException {
        double count = jam.size();
        for (Future<Long> sending : jam) {
            result(sending);
        }
        jam.clear();
        return new Measured(Map.of(Measured.COUNT, count));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private Histogram histogram(int client) {
        while (histograms.size() <= client) {
            histograms.add(new Histogram(HIGHEST, DIGITS));
        }
        histograms.get(client).reset();
        return histograms.get(client);
    }

    private static long result(Future<Long> running) throws IOException {
        try {
            return running.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IOException("a client failed: " + e.getCause(), e);
        }
    }
}
