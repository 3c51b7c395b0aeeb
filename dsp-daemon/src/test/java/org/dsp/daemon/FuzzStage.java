package org.dsp.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.netty.buffer.PoolArenaMetric;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.dsp.ipc.Dvk;
import org.dsp.ipc.DvkException;
import org.dsp.ipc.Endpoint;
import org.dsp.ipc.ErrorCode;
import org.dsp.ipc.Message;
import org.dsp.ipc.Timeouts;
import org.slf4j.LoggerFactory;

/**
 * Two daemons in this JVM, 1 and 2, and programs that behave: at 1 a server that is fuzzed, one
 * that nobody speaks to, and a client of node 3; and two clients, one on each node, that measure
 * latency all the time. Node 3 is whoever fuzzes.
 */
final class FuzzStage implements AutoCloseable {
    static final int SERVER = 11;
    static final int BYSTANDER = 12;
    static final int FAR = 20;

    /** The node that goes wrong. */
    static final int FUZZED = 3;

    /** A machine that is busy elsewhere is no break. */
    private static final String PATIENT = "hello_period_ms: 20000";

    private static final int ASKER = 52;
    private static final int ECHO = 10;
    private static final int LOOP = 50;
    private static final int LOOP_TYPE = 0x7A00_0000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final byte PATTERN = 0x5A;

    private final TestNodes nodes;
    private final Queue<Throwable> fatal = new ConcurrentLinkedQueue<>();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private final Reasons reasons = new Reasons();
    private final List<SentBytes> sent = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<Dvk> attached = new ArrayList<>();
    private final List<Endpoint> bound = new ArrayList<>();
    private final byte[] memory = new byte[1 << 16];
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong inputs = new AtomicLong();
    private final Semaphore nearTurns = new Semaphore(0);
    private final Semaphore farTurns = new Semaphore(0);
    private final AtomicLong nearLoops = new AtomicLong();
    private final AtomicLong farLoops = new AtomicLong();
    private final Daemon first;
    private final Daemon second;
    private volatile boolean ending;

    FuzzStage(TestNodes nodes) throws IOException {
        this.nodes = nodes;
        Arrays.fill(memory, PATTERN);
        reasons.attach();
        first = Daemon.start(nodes.config(1, PATIENT), fatal::add, fatal::add);
        second = Daemon.start(nodes.config(2, PATIENT), fatal::add, fatal::add);
    }

    /** Starts the programs; what they receive has to be in these. */
    void begin(List<SentBytes> bytes) {
        sent.addAll(bytes);
        Endpoint echo = bind(1, ECHO);
        start("echo", () -> serve(echo));
        Endpoint server = bind(1, SERVER);
        start("server", () -> serve(server));
        Endpoint bystander = bind(1, BYSTANDER);
        bystander.memory().register(memory);
        start("bystander", () -> serve(bystander));
        Endpoint asker = bind(1, ASKER);
        asker.rmtbind(FAR, FUZZED, "far");
        start("asker", () -> ask(asker));
        Endpoint near = bind(1, LOOP);
        start("near loop", () -> loop(near, nearTurns, nearLoops));
        Endpoint far = bind(2, LOOP);
        far.rmtbind(ECHO, 1, "echo");
        start("far loop", () -> loop(far, farTurns, farLoops));
    }

    // ---- programs

    private Endpoint bind(int node, int endpoint) {
        Dvk dvk = Dvk.attach(nodes.socket(node));
        attached.add(dvk);
        Endpoint me = dvk.bind(0, endpoint);
        bound.add(me);
        return me;
    }

    private void start(String name, Runnable program) {
        Thread thread = new Thread(program, name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    /**
     * Answers whoever asks; a notify and a send are owed nothing, and those who asked may be gone.
     */
    private void serve(Endpoint me) {
        Message message = new Message();
        while (!ending) {
            try {
                me.receiveAny(message, Timeouts.FOREVER);
                received(me.number(), message);
                me.reply(message.source(), message);
            } catch (DvkException e) {
                ended(
                        e,
                        "server " + me.number(),
                        e.code() == ErrorCode.EDVSNOTCONN && me.isClosed());
            }
        }
    }

    private void ask(Endpoint me) {
        Message message = new Message();
        while (!ending) {
            try {
                me.sendrec(FAR, message.clear().type(1), message, Timeouts.FOREVER);
                received(me.number(), message);
            } catch (DvkException e) {
                ended(e, "asker", me.isClosed());
            }
        }
    }

    private void ended(DvkException e, String who, boolean closed) {
        if (closed && !ending) {
            violations.add(who + " was cut off: " + e.getMessage());
            ending = true;
        }
    }

    private void loop(Endpoint me, Semaphore turns, AtomicLong loops) {
        Message message = new Message();
        int number = 0;
        while (!ending) {
            turns.acquireUninterruptibly();
            try {
                message.clear().type(LOOP_TYPE | me.number()).m1().i1(++number);
                me.sendrec(ECHO, message, message, PATIENCE);
                if (message.type() != (LOOP_TYPE | me.number()) || message.m1().i1() != number) {
                    violations.add(me + " got the answer of another: " + message);
                }
                loops.incrementAndGet();
            } catch (DvkException e) {
                if (!ending) {
                    violations.add(me + " got an error: " + e.getMessage() + reasons.breaks());
                }
            }
        }
    }

    private void received(int endpoint, Message message) {
        delivered.incrementAndGet();
        boolean ofLoop = endpoint == ECHO && message.type() == (LOOP_TYPE | LOOP);
        if (!ofLoop && sent.stream().noneMatch(bytes -> bytes.names(endpoint, message))) {
            violations.add("nobody named endpoint " + endpoint + " for " + message);
        }
    }

    // ---- judgement

    /** Nothing has gone wrong up to now. Beside every eighth input each latency loop turns once. */
    void isWell() {
        if (inputs.incrementAndGet() % 8 == 0) {
            turn();
        }
        assertThat(fatal).as("errors that end a daemon").isEmpty();
        assertThat(violations).isEmpty();
    }

    /** All that must hold when it is over: nothing is left of those who went wrong. */
    void judge() {
        isWell();
        long near = nearLoops.get();
        long far = farLoops.get();
        turn();
        await().atMost(PATIENCE).until(() -> nearLoops.get() > near && farLoops.get() > far);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(boundAt(1)).isEqualTo(mine()));
        assertThat(memory).as("the bystander's memory").containsOnly(PATTERN);
        reasons.judge();
        isWell();
    }

    private void turn() {
        nearTurns.drainPermits();
        farTurns.drainPermits();
        nearTurns.release();
        farTurns.release();
    }

    private static Set<Integer> mine() {
        return new TreeSet<>(List.of(ECHO, SERVER, BYSTANDER, ASKER, LOOP));
    }

    private Set<Integer> boundAt(int node) {
        Set<Integer> endpoints = new TreeSet<>();
        try (Dvk dvk = Dvk.attach(nodes.socket(node))) {
            for (int endpoint = 0; endpoint <= 220; endpoint++) {
                if (isBound(dvk, endpoint)) {
                    endpoints.add(endpoint);
                }
            }
        }
        return endpoints;
    }

    private static boolean isBound(Dvk dvk, int endpoint) {
        try {
            return dvk.procInfo(0, endpoint).node() == 1;
        } catch (DvkException absent) {
            return false;
        }
    }

    /** Open descriptors of this JVM. */
    static int descriptors() {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return (int) open.count();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Bytes of heap that are reachable, about. */
    static long heap() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            least =
                    Math.min(
                            least,
                            ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    long messagesDelivered() {
        return delivered.get();
    }

    /** Ends the programs, then the daemons; what these held must be given back. */
    @Override
    public void close() {
        ending = true;
        turn();
        try {
            attached.forEach(Dvk::close);
            await().atMost(PATIENCE).until(() -> threads.stream().noneMatch(Thread::isAlive));
        } finally {
            first.close();
            second.close();
            reasons.detach();
        }
        assertThat(buffers(first) + buffers(second)).as("buffers that are still held").isZero();
    }

    private static long buffers(Daemon daemon) {
        var metric = ((PooledByteBufAllocator) daemon.loop().allocator()).metric();
        return metric.directArenas().stream()
                .mapToLong(PoolArenaMetric::numActiveAllocations)
                .sum();
    }

    /** Takes the daemons' log: why they closed connections. */
    private static final class Reasons extends AppenderBase<ILoggingEvent> {
        private final Logger log = (Logger) LoggerFactory.getLogger("org.dsp");
        private final Level level = log.getLevel();
        private final AtomicLong peers = new AtomicLong();
        private final AtomicLong programs = new AtomicLong();
        private final Queue<String> breaks = new ConcurrentLinkedQueue<>();

        private final AtomicLong without = new AtomicLong();

        void attach() {
            start();
            log.setLevel(Level.DEBUG);
            log.setAdditive(false);
            log.addAppender(this);
        }

        void detach() {
            log.detachAppender(this);
            log.setAdditive(true);
            log.setLevel(level);
        }

        @Override
        protected void append(ILoggingEvent event) {
            String line = event.getMessage();
            boolean peer = line.startsWith("connection from {} closed: {}");
            boolean program = line.startsWith("process ended: {}: {}");
            if (peer || program) {
                (peer ? peers : programs).incrementAndGet();
                if (String.valueOf(event.getArgumentArray()[1]).isBlank()) {
                    without.incrementAndGet();
                }
            } else if (line.startsWith("peer {}: {}")) {
                peers.incrementAndGet();
            } else if (line.startsWith("peer down")
                    && !event.getArgumentArray()[0].equals(FUZZED)) {
                breaks.add(event.getFormattedMessage());
            }
        }

        /** Why links broke that nobody touched. */
        String breaks() {
            return breaks.isEmpty() ? "" : " after " + breaks;
        }

        void judge() {
            assertThat(peers.get()).as("logged closes of peers").isPositive();
            assertThat(programs.get()).as("logged closes of programs").isPositive();
            assertThat(without.get()).as("closes without a reason").isZero();
        }
    }
}
