package org.dsp.tests;

import java.time.Duration;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.dsp.ipc.Dvk;
import org.dsp.ipc.DvkException;
import org.dsp.ipc.Endpoint;
import org.dsp.ipc.ErrorCode;
import org.dsp.ipc.Message;

/**
 * One server and many clients on threads of this JVM, attached to different daemons, who know of
 * each other: so the server sees at once whether a request comes that its caller was told had
 * failed. Numbers of requests are used once each.
 */
final class Ledger implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final AtomicInteger next = new AtomicInteger();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicInteger wrong = new AtomicInteger();
    private final Map<Integer, ErrorCode> failed = new ConcurrentHashMap<>();
    private final BitSet seen = new BitSet();
    private final AtomicInteger repeated = new AtomicInteger();
    private final AtomicInteger afterError = new AtomicInteger();
    private final AtomicInteger serverErrors = new AtomicInteger();
    private volatile boolean answering = true;
    private volatile boolean closed;

    /** Serves at an endpoint, whatever errors its daemon tells it. */
    void serve(Endpoint me) {
        // None ahead: a request is here when the server takes it.
        me.credit(1);
        start("server", () -> serving(me));
    }

    /** Asks {@code server} again and again. */
    void ask(Endpoint me, int server) {
        start("client " + me.number(), () -> asking(me, server));
    }

    /** From now on requests are taken and not answered, or answered again. */
    void answering(boolean yes) {
        answering = yes;
    }

    /** Asks once; what it failed with, if it did. */
    Optional<ErrorCode> askOnce(Endpoint me, int server) {
        int number = next.getAndIncrement();
        Message message = new Message().type(1);
        message.m1().i1(number);
        try {
            me.sendrec(server, message, message, PATIENCE);
        } catch (DvkException e) {
            failed.put(number, e.code());
            return Optional.of(e.code());
        }
        if (message.m1().i1() != number) {
            wrong.incrementAndGet();
        }
        answered.incrementAndGet();
        return Optional.empty();
    }

    /** How many requests were answered. */
    long answered() {
        return answered.get();
    }

    /** How many numbers came to the server. */
    int taken() {
        synchronized (seen) {
            return seen.cardinality();
        }
    }

    /** What requests failed with, by their numbers. */
    Map<Integer, ErrorCode> failed() {
        return Map.copyOf(failed);
    }

    /** How many calls of the server ended with an error. */
    int serverErrors() {
        return serverErrors.get();
    }

    /** What must never be, all zero. */
    String sins() {
        return "wrong=%d repeated=%d after-error=%d"
                .formatted(wrong.get(), repeated.get(), afterError.get());
    }

    /** The threads end with their next call; close their endpoints as well. */
    @Override
    public void close() {
        closed = true;
    }

    private void serving(Endpoint me) {
        Message message = new Message();
        while (!closed) {
            try {
                me.receiveAny(message, PATIENCE);
                take(message.m1().i1());
                if (answering) {
                    me.reply(message.source(), message);
                }
            } catch (DvkException e) {
                // Its caller, or its daemon, is gone: the next receive attaches again.
                serverErrors.incrementAndGet();
            }
        }
    }

    private void take(int number) {
        synchronized (seen) {
            if (seen.get(number)) {
                repeated.incrementAndGet();
            }
            seen.set(number);
        }
        if (failed.containsKey(number)) {
            afterError.incrementAndGet();
        }
    }

    private void asking(Endpoint me, int server) {
        while (!closed) {
            askOnce(me, server);
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** A client of {@code server} on another node. */
    static Endpoint client(Dvk dvk, int number, int server, int node) {
        Endpoint client = dvk.bind(0, number);
        client.rmtbind(server, node, "server");
        return client;
    }
}
