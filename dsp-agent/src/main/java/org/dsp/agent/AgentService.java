package org.dsp.agent;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.dsp.core.agent.Agent;
import org.dsp.core.agent.AgentFormatException;
import org.dsp.core.agent.AgentMessage;
import org.dsp.core.agent.AgentNote;
import org.dsp.core.agent.AgentPort;
import org.dsp.core.agent.AgentSettings;
import org.dsp.core.agent.AgentStatus;
import org.dsp.core.agent.ConfigResult;
import org.dsp.core.agent.ConfigText;
import org.dsp.core.agent.GroupView;
import org.dsp.core.agent.Member;
import org.dsp.core.agent.NodeStatus;
import org.dsp.core.agent.Session;
import org.dsp.core.agent.StatusMessage;
import org.dsp.core.agent.StoredConfig;
import org.dsp.core.config.LoadSettings;
import org.dsp.core.config.RoutingView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running {@link Agent}: its thread, its group, its files. Events go into a queue; what the agent
 * decides goes out by {@link AgentListener}, the group and the disk. No method blocks but {@link
 * #close}; any thread.
 */
public final class AgentService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AgentService.class);

    /** Packets that may wait for the agent, in bytes. */
    private static final int INBOX = 16 << 20;

    /** Messages that may wait for the group, in bytes. */
    private static final int OUTBOX = 8 << 20;

    /** How long the agent's thread may take to stop, in ms: at work it needs microseconds. */
    private static final long STOP_MS = 500;

    private final LongSupplier clock;
    private final AgentListener listener;
    private final Inbox inbox = new Inbox(INBOX);
    private final Thread thread = new Thread(this::run, "agent");
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final GroupTransport group;
    private final AgentFiles files;
    private final Agent agent;
    private final int nodeId;
    private final LoadClock samples;

    /** Who asked for a configuration, by request; only on the agent's thread. */
    private final Map<Long, Consumer<ConfigResult>> configuring = new HashMap<>();

    /** Who asked for levels, by request; only on the agent's thread. */
    private final Map<Long, BiConsumer<Member, StatusMessage.LoadLevel>> askingLevels =
            new HashMap<>();

    private final SecureRandom random = new SecureRandom();

    private volatile int sessions;
    private boolean stopping;
    private long lastRequest;

    /**
     * Starts it; the group is joined in the background.
     *
     * @param settings of the agent
     * @param options of the group
     * @param load where it is taken from
     * @param store where its configuration is kept
     * @param clock monotonic, in ns
     * @throws GroupException if an address of {@code options} cannot be used
     */
    public static AgentService start(
            AgentSettings settings,
            GroupOptions options,
            LoadSettings load,
            ConfigStore store,
            AgentListener listener,
            LongSupplier clock) {
        AgentService service = new AgentService(settings, options, load, store, listener, clock);
        service.thread.start();
        service.group.start();
        return service;
    }

    private AgentService(
            AgentSettings settings,
            GroupOptions options,
            LoadSettings load,
            ConfigStore store,
            AgentListener listener,
            LongSupplier clock) {
        this.clock = clock;
        this.listener = listener;
        this.nodeId = settings.self().nodeId();
        this.samples = new LoadClock(clock.getAsLong());
        this.files = new AgentFiles(store, LoadSampler.of(load, () -> sessions));
        this.group =
                new GroupTransport(
                        options,
                        () -> Member.agent(nodeId, random.nextLong()),
                        new FromGroup(),
                        OUTBOX);
        this.agent = new Agent(settings, new Port(), clock.getAsLong());
        thread.setDaemon(true);
    }

    // ---- what others tell and ask

    /** The data channel to a peer came up, or was left. */
    public void link(int node, boolean up) {
        inbox.add(() -> agent.link(node, up, now()));
    }

    /** The router opened a session, which this node owns. */
    public void sessionOpened(Session session) {
        inbox.add(() -> agent.sessionOpened(session, now()));
    }

    /** The router closed a session. */
    public void sessionClosed(long sessionId) {
        inbox.add(() -> agent.sessionClosed(sessionId, now()));
    }

    /**
     * This node takes no new sessions, or does again.
     *
     * @param done is run when it is so, on the agent's thread; must not block
     */
    public void drain(boolean on, Runnable done) {
        inbox.add(
                () -> {
                    agent.drain(on, now());
                    done.run();
                });
    }

    /**
     * This node is taken out, or comes back.
     *
     * @param done is run when it is so, on the agent's thread; must not block
     */
    public void maintenance(boolean on, Runnable done) {
        inbox.add(
                () -> {
                    agent.maintenance(on, now());
                    done.run();
                });
    }

    /**
     * Asks for a picture.
     *
     * @param answer is told on the agent's thread; must not block
     */
    public void status(Consumer<AgentStatus> answer) {
        inbox.add(() -> answer.accept(agent.status(now())));
    }

    /**
     * Asks for some of the sessions that this node knows, in no order.
     *
     * @param limit most that are wanted
     * @param answer is told how many there are, and those, on the agent's thread; must not block
     */
    public void sessions(int limit, BiConsumer<Long, List<Session>> answer) {
        inbox.add(
                () -> {
                    List<Session> some = new ArrayList<>();
                    long[] all = {0};
                    agent.forEachSession(
                            session -> {
                                if (all[0]++ < limit) {
                                    some.add(session);
                                }
                            });
                    answer.accept(all[0], some);
                });
    }

    /**
     * Asks for another configuration of the cluster, or for a judgement of it.
     *
     * @param dryRun whether only a judgement is asked for
     * @param answer is told on the agent's thread, once; must not block
     */
    public void configure(ConfigText config, boolean dryRun, Consumer<ConfigResult> answer) {
        inbox.add(
                () -> {
                    long request = ++lastRequest;
                    configuring.put(request, answer);
                    agent.configure(config, dryRun, request, now());
                });
    }

    /**
     * Asks every initialised server for its level.
     *
     * @param each is told of every answer, on the agent's thread, until the result is run; must not
     *     block
     * @return ends it
     */
    public Runnable askLevels(BiConsumer<Member, StatusMessage.LoadLevel> each) {
        // Others ask as well: what they are answered must not look like answers to this.
        long request = random.nextLong();
        inbox.add(
                () -> {
                    askingLevels.put(request, each);
                    group.multicast(new StatusMessage.UpdateLevel(request));
                });
        return () -> inbox.add(() -> askingLevels.remove(request));
    }

    /** Tells the others that this node leaves, leaves, and ends; within 5 s. */
    @Override
    public void close() {
        inbox.add(
                () -> {
                    agent.stop(now());
                    stopping = true;
                });
        try {
            if (!stopped.await(STOP_MS, TimeUnit.MILLISECONDS)) {
                LOG.warn("the agent does not stop in time; the others are not told");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        group.close();
        files.close();
    }

    // ---- the agent's thread

    private void run() {
        try {
            while (!stopping) {
                step();
            }
        } catch (InterruptedException e) {
            LOG.debug("the agent's thread is told to end", e);
        } catch (Throwable error) {
            listener.fatal(error);
        } finally {
            stopped.countDown();
        }
    }

    private void step() throws InterruptedException {
        long due = Math.min(agent.nextDeadline(), samples.due(agent.loadPeriod()));
        Optional<Runnable> event = inbox.poll(due == Long.MAX_VALUE ? due : due - now());
        event.ifPresent(Runnable::run);
        if (stopping) {
            return;
        }
        long now = now();
        if (agent.nextDeadline() <= now) {
            agent.tick(now);
        }
        if (samples.due(agent.loadPeriod()) <= now) {
            sample(now);
        }
    }

    private void sample(long now) {
        samples.taken(now);
        sessions = agent.status(now).node(nodeId).map(NodeStatus::sessions).orElse(0);
        files.sample(now, percent -> inbox.add(() -> agent.load(percent, now())));
    }

    private long now() {
        return clock.getAsLong();
    }

    private void receive(Member from, byte[] packet) {
        try {
            Packets.split(packet, message -> receive(from, message));
        } catch (AgentFormatException e) {
            // Another version, or not one of ours: it is not for this node to judge.
            LOG.warn("what {} said is not understood: {}", from, e.getMessage());
        }
    }

    private void receive(Member from, AgentMessage message) {
        agent.received(from, message, now());
        if (message instanceof StatusMessage.LoadLevel level) {
            Optional.ofNullable(askingLevels.get(level.requestId()))
                    .ifPresent(asker -> asker.accept(from, level));
        }
    }

    /** What the group tells, on its threads. */
    private final class FromGroup implements GroupEvents {
        @Override
        public void view(GroupView view) {
            inbox.add(() -> agent.viewInstalled(view, now()));
        }

        @Override
        public void packet(Member from, byte[] packet) {
            if (!inbox.offer(() -> receive(from, packet), packet.length)) {
                group.rejoin("the agent cannot keep up with what the group tells");
            }
        }

        @Override
        public void failed(GroupException why) {
            LOG.debug("why", why);
            listener.unjoinable(why.getMessage());
        }
    }

    /** What the agent does, on its thread. */
    private final class Port implements AgentPort {
        @Override
        public void multicast(AgentMessage message) {
            group.multicast(message);
        }

        @Override
        public void send(Member to, AgentMessage message) {
            group.send(to, message);
        }

        @Override
        public void publish(RoutingView view) {
            listener.publish(view);
        }

        @Override
        public void store(StoredConfig config) {
            files.save(config);
            listener.configured(config);
        }

        @Override
        public void configured(long requestId, ConfigResult result) {
            Optional.ofNullable(configuring.remove(requestId))
                    .ifPresent(answer -> answer.accept(result));
        }

        @Override
        public void sessionEnded(Session session, String why) {
            listener.sessionEnded(session, why);
        }

        @Override
        public void fenced(String why) {
            listener.fenced(why);
        }

        @Override
        public void note(AgentNote note) {
            switch (note.level()) {
                case DEBUG -> LOG.debug("{}", note.text());
                case INFO -> LOG.info("{}", note.text());
                case WARN -> LOG.warn("{}", note.text());
                case ERROR -> LOG.error("{}", note.text());
            }
        }
    }
}
