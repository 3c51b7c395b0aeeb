package org.dsp.tests.group;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.dsp.ipc.Dvk;
import org.dsp.ipc.DvkException;
import org.dsp.ipc.Endpoint;
import org.dsp.ipc.Message;
import org.dsp.tests.programs.CountingServer;

/**
 * A client that asks its server all the time, and looks how long it ever went without an answer.
 */
final class Rhythm implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int CLIENT = 50;

    private final Dvk dvk;
    private final Endpoint client;
    private final int server;
    private final Thread thread = new Thread(this::run, "rhythm");
    private volatile boolean ending;
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger errors = new AtomicInteger();
    private final AtomicLong longest = new AtomicLong();

    /**
     * @param socket of the client's node
     * @param node of the server
     */
    Rhythm(Path socket, int node, int server) {
        this.dvk = Dvk.attach(socket);
        this.client = dvk.bind(0, CLIENT);
        this.server = server;
        client.rmtbind(server, node, "counting");
        ask(0);
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        int number = 1;
        long before = System.nanoTime();
        while (!ending) {
            ask(number++);
            long now = System.nanoTime();
            longest.accumulateAndGet(now - before, Math::max);
            before = now;
        }
    }

    private void ask(int number) {
        Message message = new Message().type(CountingServer.COUNT);
        message.m1().i1(number).i2(CLIENT);
        try {
            client.sendrec(server, message, message, PATIENCE);
            answers.incrementAndGet();
        } catch (DvkException e) {
            errors.incrementAndGet();
        }
    }

    int answers() {
        return answers.get();
    }

    int errors() {
        return errors.get();
    }

    /** Longest time between two answers. */
    Duration longest() {
        return Duration.ofNanos(longest.get());
    }

    @Override
    public void close() {
        ending = true;
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.close();
        dvk.close();
    }
}
