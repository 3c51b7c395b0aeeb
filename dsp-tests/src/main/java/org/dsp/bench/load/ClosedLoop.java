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
import org.HdrHistogram.Histogram;

/**
 * Clients that ask again as soon as they are answered: each on a thread and a connection of its
 * own.
 */
final class ClosedLoop implements AutoCloseable {
    private static final long HIGHEST = Duration.ofMinutes(1).toNanos();
    private static final int DIGITS = 3;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MICRO = 1e3;

    private final List<Connection> connections;
    private final List<Histogram> histograms = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    ClosedLoop(List<Connection> connections) {
        this.connections = List.copyOf(connections);
        connections.forEach(any -> histograms.add(new Histogram(HIGHEST, DIGITS)));
    }

    /** Round trips by the first {@code clients} connections for as long as {@code length}. */
    Measured roundTrips(int clients, Duration length) throws IOException {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Long>> running = new ArrayList<>();
        long[] deadline = new long[1];
        for (int i = 0; i < clients; i++) {
            Connection connection = connections.get(i);
            Histogram histogram = histograms.get(i);
            histogram.reset();
            running.add(
                    threads.submit(
                            () -> {
                                start.await();
                                return loop(connection, histogram, deadline[0]);
                            }));
        }
        long begin = System.nanoTime();
        deadline[0] = begin + length.toNanos();
        start.countDown();
        long end = begin;
        Histogram all = new Histogram(HIGHEST, DIGITS);
        for (int i = 0; i < clients; i++) {
            end = Math.max(end, result(running.get(i)));
            all.add(histograms.get(i));
        }
        return new Measured(
                Map.of(
                        Measured.COUNT, (double) all.getTotalCount(),
                        Measured.SECONDS, (end - begin) / NANOS_PER_SECOND,
                        Measured.P50, all.getValueAtPercentile(50) / NANOS_PER_MICRO,
                        Measured.P99, all.getValueAtPercentile(99) / NANOS_PER_MICRO,
                        Measured.MAX, all.getMaxValue() / NANOS_PER_MICRO));
    }

    /** Copies of {@code bytes} by the first connection for as long as {@code length}. */
    Measured copies(boolean put, int bytes, Duration length) throws IOException {
        Connection connection = connections.get(0);
        long begin = System.nanoTime();
        long end = begin;
        long count = 0;
        while (end - begin < length.toNanos()) {
            if (put) {
                connection.put(bytes);
            } else {
                connection.get(bytes);
            }
            count++;
            end = System.nanoTime();
        }
        return new Measured(
                Map.of(
                        Measured.COUNT,
                        (double) count,
                        Measured.BYTES,
                        (double) count * bytes,
                        Measured.SECONDS,
                        (end - begin) / NANOS_PER_SECOND));
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        for (Connection connection : connections) {
            connection.close();
        }
    }

    private static long loop(Connection connection, Histogram histogram, long deadline)
            throws IOException {
        long now = System.nanoTime();
        while (now < deadline) {
            connection.roundTrip();
            long end = System.nanoTime();
            histogram.recordValue(Math.min(end - now, HIGHEST));
            now = end;
        }
        return now;
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
