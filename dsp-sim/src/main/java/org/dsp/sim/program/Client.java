package org.dsp.sim.program;

import java.util.List;
import org.dsp.sim.cluster.Machine;
import org.dsp.sim.cluster.World;
import org.dsp.sim.net.Dice;
import org.dsp.sim.net.Events;

/**
 * A program that calls services, one request after the other, as its {@link Habits} say. It
 * attaches again when its daemon is there again.
 */
public final class Client extends Caller {
    private static final long RETRY = 300 * Events.MS;

    /** What it does. */
    private enum Step {
        AWAY,
        BINDING,
        IDLE,
        ASKING
    }

    /**
     * How it calls.
     *
     * @param services the endpoints that it calls, one of them each time
     * @param pause longest time between two calls, in ns
     * @param forever how many of a hundred calls wait for ever
     * @param timeout longest of the others, in ms
     * @param cancels how many of a hundred calls it gives up
     */
    public record Habits(
            List<Integer> services, long pause, int forever, int timeout, int cancels) {}

    private final int endpoint;
    private final Habits habits;
    private final Requests requests;
    private final Dice dice;
    private Step step = Step.AWAY;
    private int generation;
    private int request;
    private boolean quiet;

    public Client(
            World world,
            Machine machine,
            int endpoint,
            Habits habits,
            Requests requests,
            Dice dice) {
        super(world, machine);
        this.endpoint = endpoint;
        this.habits = habits;
        this.requests = requests;
        this.dice = dice;
        begin();
    }

    private void begin() {
        if (step == Step.AWAY && attach()) {
            step = Step.BINDING;
            bind(endpoint);
        } else {
            after(RETRY, this::begin);
        }
    }

    public int endpoint() {
        return endpoint;
    }

    /** Of its process, as its daemon says; 0 = it is not bound. */
    public int generation() {
        return generation;
    }

    /** It calls no more, and holds the sessions that it has. */
    public void quiet() {
        quiet = true;
    }

    private void pause() {
        after(dice.between(Events.MS, habits.pause()), this::ask);
    }

    private void ask() {
        if (step != Step.IDLE) {
            return;
        }
        if (quiet) {
            pause();
            return;
        }
        step = Step.ASKING;
        request = requests.asked(toString());
        int to = habits.services().get(dice.below(habits.services().size()));
        int millis = dice.chance(habits.forever()) ? -1 : 1 + dice.below(habits.timeout());
        sendrec(to, request, millis);
        if (dice.chance(habits.cancels())) {
            int mine = request;
            after(dice.between(0, Events.SECOND), () -> giveUp(mine));
        }
    }

    private void giveUp(int mine) {
        if (step == Step.ASKING && request == mine) {
            cancel();
        }
    }

    @Override
    void message(int source, int value) {
        requests.answered(request, value);
        step = Step.IDLE;
        pause();
    }

    @Override
    void result(int code, int detail) {
        if (step == Step.ASKING) {
            requests.failed(request, code);
            step = Step.IDLE;
            pause();
        } else if (code < 0) {
            // Whoever had the endpoint is not gone yet.
            step = Step.IDLE;
            after(RETRY, this::bindAgain);
        } else {
            step = Step.IDLE;
            generation = detail;
            pause();
        }
    }

    private void bindAgain() {
        if (step == Step.IDLE && connected()) {
            step = Step.BINDING;
            bind(endpoint);
        }
    }

    @Override
    void lost(boolean inCall) {
        if (step == Step.ASKING) {
            requests.abandoned(request);
        }
        step = Step.AWAY;
        generation = 0;
        begin();
    }

    @Override
    protected void terminated() {
        exit(0);
    }

    @Override
    protected void ended() {
        if (step == Step.ASKING) {
            requests.abandoned(request);
        }
    }

    @Override
    public String toString() {
        return "client %d, pid %d on m%d".formatted(endpoint, pid(), machine().number());
    }
}
