package org.dsp.tests.group;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.dsp.ipc.Dvk;
import org.dsp.ipc.DvkException;
import org.dsp.ipc.Endpoint;
import org.dsp.ipc.Message;
import org.dsp.tests.programs.CountingServer;

/** A client that asks its server all the time, and looks how long it ever went without an answer. */
final class Rhythm implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int CLIENT = 50;

    private final Dvk dvk;
    private final Endpoint client;
    private final int server;
    private final Thread thread = new Thread(this::run, "rhythm");
    private volatile boolean ending;
    private volatile int answers;
    private volatile int errors;
    private volatile long longestNanos;

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
            longestNanos = Math.max(longestNanos, now - before);
            before = now;
        }
    }

    private void ask(int number) {
        Message message = new Message().type(CountingServer.COUNT);
        message.m1().i1(number).i2(CLIENT);
        try {
            client.sendrec(server, message, message, PATIENCE);
            answers = number + 1;
        } catch (DvkException e) {
            errors++;
        }
    }

    int answers() {
        return answers;
    }

    int errors() {
        return errors;
    }

    /** Longest time between two answers. */
    Duration longest() {
        return Duration.ofNanos(longestNanos);
    }

    @Override
    public void close() throws InterruptedException {
        ending = true;
        thread.join(TimeUnit.SECONDS.toMillis(60));
        client.close();
        dvk.close();
    }
}
