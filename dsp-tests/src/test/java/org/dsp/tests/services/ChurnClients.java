package org.dsp.tests.services;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.dsp.harness.DaemonProcess;
import org.dsp.ipc.Dvk;
import org.dsp.ipc.DvkException;
import org.dsp.ipc.Endpoint;
import org.dsp.ipc.Message;

/**
 * So many clients at once, on the nodes in turn. Each is one process after another at its endpoint,
 * that asks now and then for some seconds, and goes.
 */
final class ChurnClients implements AutoCloseable {
    /** By then every request has its answer or its error: a node's death is noticed long before. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int FIRST_ENDPOINT = 50;
    private static final long SHORTEST_MS = 500;
    private static final long LONGEST_MS = 22_000;
    private static final int MOST_PAUSE_MS = 100;

    /** What a program takes for an answer, so that many are owed when its node dies. */
    private static final int MOST_WORK_MS = 100;

    private final ChurnBook book;
    private final int service;
    private final BooleanSupplier more;
    private final List<Dvk> nodes = new ArrayList<>();
    private final ExecutorService threads;
    private final ExecutorCompletionService<Integer> ended;
    private int running;

    /**
     * @param more whether it goes on: else all clients go
     */
    ChurnClients(ChurnBook book, int service, BooleanSupplier more, int count) {
        this.book = book;
        this.service = service;
        this.more = more;
        this.running = count;
        this.threads = Executors.newFixedThreadPool(count);
        this.ended = new ExecutorCompletionService<>(threads);
    }

    /** Starts them. */
    ChurnClients start(List<DaemonProcess> daemons) {
        daemons.forEach(daemon -> nodes.add(Dvk.attach(daemon.socket())));
        for (int i = 0; i < running; i++) {
            Dvk node = nodes.get(i % nodes.size());
            int endpoint = FIRST_ENDPOINT + i / nodes.size();
            SplittableRandom random = new SplittableRandom(i);
            Future<Integer> unused = ended.submit(() -> run(node, endpoint, random));
        }
        return this;
    }

    private int run(Dvk node, int endpoint, SplittableRandom random) {
        while (more.getAsBoolean()) {
            int life = book.newLife();
            long end = System.nanoTime() + ms(random.nextLong(SHORTEST_MS, LONGEST_MS));
            try (Endpoint me = node.bind(0, endpoint)) {
                do {
                    ask(me, life, random.nextInt(MOST_WORK_MS));
                    LockSupport.parkNanos(ms(random.nextInt(MOST_PAUSE_MS)));
                } while (System.nanoTime() < end && more.getAsBoolean());
            }
        }
        return endpoint;
    }

    private void ask(Endpoint me, int life, int workMillis) {
        int request = book.newRequest();
        Message message = new Message();
        message.m1().i1(request).i2(life).i3(workMillis);
        try {
            Message answer = me.sendrec(service, message, PATIENCE);
            book.answered(life, request, answer.m1().i1(), answer.m1().p1());
        } catch (DvkException e) {
            book.failed(life, request, e.code());
        }
    }

    /** The programs' part: work, and say by whom it was done. */
    void work(HostedProgram program, Message message) {
        book.taken(program, message.m1().i2(), message.m1().i1());
        LockSupport.parkNanos(ms(message.m1().i3()));
        message.m1().p1(program.serial());
    }

    private static long ms(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** Waits so long, or until all have ended: whether they have. An error of one is thrown. */
    boolean ended(Duration patience) throws InterruptedException, ExecutionException {
        long until = System.nanoTime() + patience.toNanos();
        while (running > 0) {
            Future<Integer> one = ended.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (one == null) {
                return false;
            }
            one.get();
            running--;
        }
        return true;
    }

    @Override
    public void close() {
        leave();
    }

    /** Ends those that there still are, and their connections. Again: does nothing. */
    void leave() {
        threads.shutdownNow();
        nodes.forEach(Dvk::close);
    }
}
