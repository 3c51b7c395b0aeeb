package org.dsp.tests.programs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.dsp.ipc.Dvk;
import org.dsp.ipc.DvkException;
import org.dsp.ipc.Endpoint;
import org.dsp.ipc.Message;

/**
 * Many clients of one {@link CountingServer}, each a thread with an endpoint of its own. Together
 * they send numbered requests, each number once.
 */
public final class Asking {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final int server;
    private final List<Endpoint> endpoints = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger right = new AtomicInteger();
    private final AtomicInteger wrong = new AtomicInteger();
    private final AtomicInteger errors = new AtomicInteger();

    /**
     * Binds the clients.
     *
     * @param node of the server
     * @param first endpoint of the clients
     */
    public Asking(Dvk dvk, int node, int server, int first, int clients) {
        this.server = server;
        for (int i = 0; i < clients; i++) {
            Endpoint endpoint = dvk.bind(0, first + i);
            endpoint.rmtbind(server, node, "counting");
            endpoints.add(endpoint);
        }
    }

    /**
     * Asks until {@code least} numbers are used up and {@code enough}.
     *
     * @throws IllegalStateException if a client fails in an unforeseen way
     */
    public Asking run(int least, BooleanSupplier enough) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(endpoints.size());
        try {
            List<Future<?>> running = new ArrayList<>();
            for (Endpoint endpoint : endpoints) {
                running.add(threads.submit(() -> ask(endpoint, least, enough)));
            }
            for (Future<?> one : running) {
                one.get();
            }
            return this;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdown();
        }
    }

    /** How many numbers were used. */
    public int asked() {
        return right.get() + wrong.get() + errors.get();
    }

    /**
     * {@code right=R wrong=W errors=E}: answers to the request they were for, answers to another,
     * calls that ended with an error.
     */
    public String outcome() {
        return "right=%d wrong=%d errors=%d".formatted(right.get(), wrong.get(), errors.get());
    }

    /** The server's report: {@code different=D repeated=A}. */
    public String report() {
        Message report = new Message().type(CountingServer.REPORT);
        endpoints.get(0).sendrec(server, report, report, PATIENCE);
        return "different=%d repeated=%d".formatted(report.m1().i1(), report.m1().i2());
    }

    private void ask(Endpoint me, int least, BooleanSupplier enough) {
        Message message = new Message();
        for (int number = next.getAndIncrement();
                number < least || !enough.getAsBoolean();
                number = next.getAndIncrement()) {
            message.clear().type(CountingServer.COUNT).m1().i1(number).i2(me.number());
            try {
                me.sendrec(server, message, message, PATIENCE);
                boolean mine = message.m1().i1() == number && message.m1().i2() == me.number();
                (mine ? right : wrong).incrementAndGet();
            } catch (DvkException e) {
                if (errors.incrementAndGet() == 1) {
                    System.err.println("first error: " + e.getMessage());
                }
            }
        }
    }
}
