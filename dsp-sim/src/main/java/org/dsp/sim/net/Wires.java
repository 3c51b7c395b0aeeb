package org.dsp.sim.net;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The lines between machines, each direction by itself: whether it carries, and how long that
 * takes. A line that is cut loses nothing for ever: what was sent is sent again, as TCP does, and
 * arrives when the line is whole, if both ends still want it.
 */
public final class Wires {
    /** One way between two machines in a rack. */
    public static final long NEAR = 200_000L;

    private final Events events;
    private final Dice dice;
    private final int machines;
    private final boolean[] cut;
    private final boolean[] frozen;
    private final long[] latency;
    private final List<List<Runnable>> waiting = new ArrayList<>();
    private int troubles;

    /**
     * @param machines how many there are: numbers 0…machines-1
     */
    public Wires(Events events, Dice dice, int machines) {
        this.events = events;
        this.dice = dice;
        this.machines = machines;
        this.cut = new boolean[machines * machines];
        this.frozen = new boolean[machines];
        this.latency = new long[machines * machines];
        Arrays.fill(latency, NEAR);
        for (int i = 0; i < machines * machines; i++) {
            waiting.add(new ArrayList<>(0));
        }
    }

    public int machines() {
        return machines;
    }

    /** Whether what {@code from} sends reaches {@code to}. */
    public boolean carries(int from, int to) {
        return !cut[from * machines + to];
    }

    /** Whether both can talk to each other. */
    public boolean bothWays(int one, int other) {
        return carries(one, other) && carries(other, one);
    }

    /** Whether nothing is cut and nobody is frozen. */
    public boolean whole() {
        return troubles == 0;
    }

    /** From now on nothing that {@code from} sends reaches {@code to}. A machine reaches itself. */
    public void cut(int from, int to) {
        int line = from * machines + to;
        if (from != to && !cut[line]) {
            cut[line] = true;
            troubles++;
        }
    }

    /** What {@code from} sends reaches {@code to} again. */
    public void heal(int from, int to) {
        int line = from * machines + to;
        if (cut[line]) {
            cut[line] = false;
            troubles--;
            wake(line, dice.between(5 * Events.MS, 300 * Events.MS));
        }
    }

    /** The processes of this machine stand still (SIGSTOP): its sockets go on taking what comes. */
    public void freeze(int machine) {
        if (!frozen[machine]) {
            frozen[machine] = true;
            troubles++;
        }
    }

    /** They go on. */
    public void thaw(int machine) {
        if (frozen[machine]) {
            frozen[machine] = false;
            troubles--;
            for (int from = 0; from < machines; from++) {
                wake(from * machines + machine, dice.between(0, 2 * Events.MS));
            }
        }
    }

    public boolean isFrozen(int machine) {
        return frozen[machine];
    }

    /** How long what {@code from} sends takes to {@code to} from now on, without jitter, in ns. */
    public void latency(int from, int to, long nanos) {
        latency[from * machines + to] = nanos;
    }

    /** How long the next thing takes from {@code from} to {@code to}, in ns. */
    public long travel(int from, int to) {
        long base = latency[from * machines + to];
        return base + dice.between(0, base / 2);
    }

    /** Everything is whole, fast and awake. */
    public void healAll() {
        for (int from = 0; from < machines; from++) {
            thaw(from);
            for (int to = 0; to < machines; to++) {
                heal(from, to);
                latency(from, to, NEAR);
            }
        }
    }

    /** Runs {@code action} when the machine's processes go on. */
    public void whenAwake(int machine, Runnable action) {
        whenBetter(machine, machine, action);
    }

    /** Runs {@code action} when the line may carry again or the receiver goes on. */
    void whenBetter(int from, int to, Runnable action) {
        waiting.get(from * machines + to).add(action);
    }

    private void wake(int line, long delay) {
        List<Runnable> woken = waiting.get(line);
        if (!woken.isEmpty()) {
            waiting.set(line, new ArrayList<>(0));
            woken.forEach(action -> events.after(delay, action));
        }
    }
}
