package org.dsp.sim.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.dsp.core.agent.AgentStatus;
import org.dsp.core.agent.ConfigEpoch;
import org.dsp.sim.cluster.Daemon;
import org.dsp.sim.cluster.World;
import org.dsp.sim.cluster.WorldSettings;
import org.dsp.sim.net.Dice;
import org.dsp.sim.net.Events;

/**
 * One run: a cluster comes up and is configured, things go wrong for a while, then nothing does any
 * more, and everything must be right. The seed decides all of it.
 */
public final class Schedule {
    private static final int SPARES = 1;
    private static final int TRIES = 30;
    private static final long LOOK = 100 * Events.MS;

    private static final long LATE_ENDS = 8 * Events.SECOND;

    /** Without new sessions, before everything must be right. */
    private static final long QUIET = 2 * Events.SECOND;

    /** Within that every call has ended, and every program that nobody wants. */
    private static final long LONGEST_CALL = 10 * Events.SECOND;

    /** How many of a hundred faults are those of clients and programs. */
    private static final int CALLERS = 40;

    private final long seed;
    private final ScheduleSettings settings;
    private final Dice dice;
    private final int nodes;
    private final Ledger ledger = new Ledger();
    private final World world;
    private final Trace trace;
    private final Storm storm;
    private final Operator operator;
    private final Map<Daemon, ConfigEpoch> seen = new HashMap<>();
    private final Traffic traffic;

    private Schedule(long seed, ScheduleSettings settings) {
        this.seed = seed;
        this.settings = settings;
        this.dice = new Dice(seed);
        this.nodes = settings.fewest() + dice.below(settings.most() - settings.fewest() + 1);
        this.world = new World(dice.bits(), WorldSettings.linked(nodes + SPARES), ledger);
        this.trace = new Trace(world.events());
        this.storm = new Storm(world, dice.fork(), trace, nodes);
        int servers = 1 + dice.below(nodes);
        Dice operators = dice.fork();
        this.traffic =
                settings.services()
                        ? new Calls(world, ledger, dice.fork(), trace, nodes)
                        : new Churn(
                                world,
                                ledger,
                                dice.fork(),
                                dice.between(20 * Events.MS, Events.SECOND));
        this.operator =
                new Operator(world, ledger, operators, trace, nodes, servers, traffic::lines);
    }

    /** Runs the schedule of this seed. */
    public static Outcome run(long seed, ScheduleSettings settings) {
        Schedule schedule = new Schedule(seed, settings);
        try {
            schedule.run();
        } catch (RuntimeException | AssertionError e) {
            schedule.ledger.problem("failed with " + Failures.text(e));
        }
        return schedule.outcome();
    }

    private void run() {
        begin();
        traffic.begin();
        long end = world.events().now() + settings.storm();
        long pace = dice.between(Events.SECOND, 10 * Events.SECOND);
        while (world.events().now() < end && ledger.problems().isEmpty()) {
            pass(dice.between(50 * Events.MS, pace));
            wrong();
        }
        storm.end();
        traffic.complete();
        List<ConfigEpoch> before = epochs();
        long rest = settings.calm() - LATE_ENDS;
        if (!complete()) {
            rest = settings.calm();
        }
        pass(rest - QUIET);
        traffic.stop();
        pass(settings.services() ? LONGEST_CALL : QUIET);
        until(() -> wrongNow(before));
        traffic.end();
        until(traffic::left);
    }

    /** Something goes wrong, or somebody types something. */
    private void wrong() {
        if (settings.services() && dice.chance(CALLERS)) {
            traffic.fault();
        } else if (dice.chance(80)) {
            storm.one();
        } else {
            operator.one();
        }
    }

    /**
     * Some daemons end only now: what they were told while they were frozen, or because they learn
     * that another one had their id. Starts them again; whether none did.
     */
    private boolean complete() {
        boolean complete = true;
        for (long passed = 0; passed < LATE_ENDS; passed += Events.SECOND) {
            pass(Events.SECOND);
            if (world.daemons().size() < nodes) {
                complete = false;
                storm.startAll();
            }
        }
        return complete;
    }

    private void begin() {
        Dice starts = dice.fork();
        for (int i = 0; i < nodes; i++) {
            int node = i;
            world.events()
                    .after(
                            starts.between(0, 3 * Events.SECOND),
                            () -> trace.add("start " + world.start(node, node)));
            world.load(node, starts.below(101));
        }
        pass(ScheduleSettings.BEGIN / 2);
        operator.begin();
        pass(ScheduleSettings.BEGIN / 2);
    }

    /** Time passes; every second somebody looks. */
    private void pass(long nanos) {
        long end = world.events().now() + nanos;
        while (world.events().now() < end && ledger.problems().isEmpty()) {
            world.run(Math.min(Events.SECOND, end - world.events().now()));
            look();
        }
    }

    /** What must hold at any time. */
    private void look() {
        Map<Daemon, AgentStatus> all = new LinkedHashMap<>();
        world.daemons().forEach(daemon -> all.put(daemon, daemon.status()));
        all.forEach(this::look);
        all.keySet().forEach(owner -> Honesty.of(owner, all).forEach(ledger::problem));
        traffic.problems().forEach(ledger::problem);
    }

    private void look(Daemon daemon, AgentStatus status) {
        if (!status.bmServers().minus(status.bmCluster()).isEmpty()
                || !status.bmInit().minus(status.bmServers()).isEmpty()) {
            ledger.problem(
                    "%s: bm_cluster %s, bm_servers %s, bm_init %s"
                            .formatted(
                                    daemon,
                                    status.bmCluster(),
                                    status.bmServers(),
                                    status.bmInit()));
        }
        ConfigEpoch before = seen.getOrDefault(daemon, ConfigEpoch.NONE);
        ConfigEpoch now = status.epoch();
        if (before.isConfigured() && !now.equals(before) && !now.displaces(before)) {
            ledger.problem(daemon + ": configuration " + now + " after " + before);
        }
        seen.put(daemon, now);
    }

    private List<ConfigEpoch> epochs() {
        return world.daemons().stream().map(daemon -> daemon.status().epoch()).toList();
    }

    /** A message may be under way at this very moment: a few looks, each a little later. */
    private void until(Supplier<List<String>> wrong) {
        List<String> found = List.of();
        for (int i = 0; i < TRIES && ledger.problems().isEmpty(); i++) {
            found = wrong.get();
            if (found.isEmpty()) {
                return;
            }
            pass(LOOK);
        }
        found.forEach(ledger::problem);
    }

    private List<String> wrongNow(List<ConfigEpoch> before) {
        List<String> wrong = new ArrayList<>(Agreement.problems(world.daemons(), ledger));
        if (world.daemons().size() != nodes) {
            wrong.add("%d of %d nodes live".formatted(world.daemons().size(), nodes));
        }
        for (Daemon daemon : world.daemons()) {
            ConfigEpoch now = daemon.status().epoch();
            for (ConfigEpoch one : before) {
                if (one.displaces(now)) {
                    wrong.add(daemon + ": configuration " + now + ", though there was " + one);
                }
            }
        }
        for (long request : ledger.unanswered()) {
            wrong.add("command " + request + " was never answered");
        }
        wrong.addAll(traffic.wrong());
        return wrong;
    }

    private Outcome outcome() {
        List<String> lines = new ArrayList<>(trace.lines());
        if (!ledger.problems().isEmpty()) {
            lines.add("traffic: " + traffic);
            lines.add("answers: " + ledger.answers());
            lines.add("fenced: " + ledger.fenced());
            for (Daemon daemon : world.daemons()) {
                lines.add("");
                lines.add(daemon.toString());
                lines.addAll(daemon.notes());
            }
        }
        return new Outcome(
                seed,
                settings,
                nodes,
                world.events().ran(),
                traffic.sessions(),
                traffic.requests(),
                ledger.leaves(),
                ledger.problems(),
                lines);
    }
}
