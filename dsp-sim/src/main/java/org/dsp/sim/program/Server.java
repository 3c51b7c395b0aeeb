package org.dsp.sim.program;

import java.util.OptionalInt;
import org.dsp.core.launch.StartOrder;
import org.dsp.sim.cluster.Daemon;
import org.dsp.sim.cluster.World;
import org.dsp.sim.net.Dice;
import org.dsp.sim.net.Events;
import org.dsp.sim.program.Manners.Start;

/** A program that was started for a session: binds, receives, answers; or does not. */
public final class Server extends Caller {
    private static final long SLOWEST_EXIT = 100 * Events.MS;
    private static final long SLOWEST_ANSWER = 200 * Events.MS;
    private static final long VERY_SLOW_ANSWER = 4 * Events.SECOND;
    private static final int VERY_SLOW = 3;
    private static final int STAYS = 70;
    private static final int SIGTERM = 128 + 15;

    /** What it does when a call ends. */
    private enum Step {
        BINDING,
        RECEIVING,
        REPLYING
    }

    private final StartOrder order;
    private final int node;
    private final Manners manners;
    private final Requests requests;
    private final Dice dice;
    private Step step = Step.BINDING;
    private boolean bound;

    /** Daemons that it was attached to and that are gone. */
    private int daemons;

    public Server(
            World world,
            Daemon daemon,
            StartOrder order,
            Manners manners,
            Requests requests,
            Dice dice) {
        super(world, daemon.machine());
        this.order = order;
        this.node = daemon.nodeId();
        this.manners = manners;
        this.requests = requests;
        this.dice = dice;
        after(manners.startsAfter(), this::begin);
    }

    private void begin() {
        switch (manners.start()) {
            case HANGS -> {
                // For ever.
            }
            case EXITS, MISSING -> exit(1);
            default -> bind();
        }
    }

    private void bind() {
        if (!attach()) {
            exit(1);
            return;
        }
        int other = manners.start() == Start.ELSEWHERE ? 1 : 0;
        step = Step.BINDING;
        bind(order.serverEndpoint() + other, order.token());
    }

    @Override
    protected OptionalInt startedBy() {
        return OptionalInt.of(node);
    }

    /** What it was started for. */
    public StartOrder order() {
        return order;
    }

    /** The node whose daemon started it. */
    public int node() {
        return node;
    }

    /** Whether it has bound its endpoint, as far as it knows. */
    public boolean bound() {
        return bound;
    }

    @Override
    protected boolean inBackground() {
        return manners.start() == Start.BACKGROUND;
    }

    @Override
    void message(int source, int value) {
        int answer = requests.ran(value, toString());
        boolean slow = dice.chance(VERY_SLOW);
        int daemon = daemons;
        after(
                dice.between(0, slow ? VERY_SLOW_ANSWER : SLOWEST_ANSWER),
                () -> answer(daemon, source, answer));
    }

    /** What was asked through a daemon that is gone is nobody's question at the next one. */
    private void answer(int daemon, int source, int value) {
        if (daemon == daemons && connected() && !calling()) {
            step = Step.REPLYING;
            reply(source, value);
        }
    }

    @Override
    void result(int code, int detail) {
        switch (step) {
            case BINDING -> {
                if (code < 0) {
                    exit(1);
                    return;
                }
                bound = true;
                if (manners.endsAfter() != Long.MAX_VALUE) {
                    after(manners.endsAfter(), () -> exit(0));
                }
                next();
            }
            // Whoever asked is gone: the next.
            case REPLYING -> next();
            case RECEIVING -> exit(1);
        }
    }

    private void next() {
        step = Step.RECEIVING;
        receive();
    }

    /** Some stay as they are, some attach to the next daemon, some end. */
    @Override
    void lost(boolean inCall) {
        bound = false;
        daemons++;
        if (dice.chance(STAYS)) {
            after(dice.between(0, 3 * Events.SECOND), this::again);
        } else {
            exit(1);
        }
    }

    private void again() {
        if (!connected() && attach()) {
            step = Step.BINDING;
            bind(order.serverEndpoint(), order.token());
        }
    }

    @Override
    protected void terminated() {
        if (!manners.ignoresTerm()) {
            after(dice.between(0, SLOWEST_EXIT), () -> exit(SIGTERM));
        }
    }

    @Override
    public String toString() {
        return "pid %d of %s for %d on node %d"
                .formatted(pid(), order.service(), order.serverEndpoint(), node);
    }
}
