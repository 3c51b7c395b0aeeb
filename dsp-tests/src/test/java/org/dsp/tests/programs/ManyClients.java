package org.dsp.tests.programs;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.dsp.bench.load.Children;
import org.dsp.ipc.Dvk;
import org.dsp.ipc.DvkException;
import org.dsp.ipc.Endpoint;
import org.dsp.ipc.Message;

/**
 * Many clients of one {@link CountingServer}, each a thread with an endpoint of its own. Together
 * they send numbered requests, each number once. Arguments: SOCKET NODE SERVER FIRST_CLIENT CLIENTS
 * REQUESTS. Prints {@code right=R wrong=W errors=E}: answers to the request they were for, answers
 * to another, calls that ended with an error. Then the server's report, {@code different=D
 * repeated=A}.
 */
public final class ManyClients {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final int node;
    private final int server;
    private final int requests;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger right = new AtomicInteger();
    private final AtomicInteger wrong = new AtomicInteger();
    private final AtomicInteger errors = new AtomicInteger();

    private ManyClients(int node, int server, int requests) {
        this.node = node;
        this.server = server;
        this.requests = requests;
    }

    /** Runs it. */
    public static void main(String[] args) throws InterruptedException, ExecutionException {
        Children.endWithInput();
        int node = Integer.parseInt(args[1]);
        int server = Integer.parseInt(args[2]);
        int first = Integer.parseInt(args[3]);
        int clients = Integer.parseInt(args[4]);
        try (Dvk dvk = Dvk.attach(Path.of(args[0]))) {
            ManyClients all = new ManyClients(node, server, Integer.parseInt(args[5]));
            List<Endpoint> endpoints = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                endpoints.add(all.bind(dvk, first + i));
            }
            all.run(endpoints);
            System.out.printf(
                    "right=%d wrong=%d errors=%d%n",
                    all.right.get(), all.wrong.get(), all.errors.get());
            Message report = new Message().type(CountingServer.REPORT);
            endpoints.get(0).sendrec(server, report, report, PATIENCE);
            System.out.printf("different=%d repeated=%d%n", report.m1().i1(), report.m1().i2());
        }
    }

    private Endpoint bind(Dvk dvk, int number) {
        Endpoint endpoint = dvk.bind(0, number);
        endpoint.rmtbind(server, node, "counting");
        return endpoint;
    }

    private void run(List<Endpoint> endpoints) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(endpoints.size());
        List<Future<?>> running = new ArrayList<>();
        endpoints.forEach(endpoint -> running.add(threads.submit(() -> ask(endpoint))));
        for (Future<?> one : running) {
            one.get();
        }
        threads.shutdown();
    }

    private void ask(Endpoint me) {
        Message message = new Message();
        for (int number = next.getAndIncrement();
                number < requests;
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
