package org.dsp.sim.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dsp.sim.cluster.Daemon;
import org.dsp.sim.cluster.Machine;
import org.dsp.sim.cluster.World;
import org.dsp.sim.net.Dice;
import org.dsp.sim.net.Events;
import org.dsp.sim.net.Wires;

/** Everything that goes wrong with machines, wires and processes. */
final class Storm {
    private static final int SLOWEST_MS = 300;
    private static final int JUMP_SECONDS = 20;
    private static final int WALL_MINUTES = 60;

    private final World world;
    private final Dice dice;
    private final Trace trace;
    private final int nodes;

    /**
     * @param nodes machines that have a node each, of the same number; more are spares
     */
    Storm(World world, Dice dice, Trace trace, int nodes) {
        this.world = world;
        this.dice = dice;
        this.trace = trace;
        this.nodes = nodes;
    }

    /** One fault, or the end of one. */
    void one() {
        switch (dice.below(100) / 4) {
            case 0, 1, 2 -> anyDaemon().ifPresent(this::kill);
            case 3 -> anyDaemon().ifPresent(this::powerOff);
            case 4, 5 -> anyDaemon().ifPresent(this::stop);
            case 6, 7, 8, 9 -> startOne();
            case 10, 11, 12 -> split();
            case 13, 14 -> oneWay();
            case 15, 16, 17 -> heal();
            case 18 -> slow();
            case 19, 20 -> freeze();
            case 21 -> thawAll();
            case 22 -> jump();
            case 23 -> restart();
            default -> rare();
        }
    }

    private void rare() {
        switch (dice.below(4)) {
            case 0 -> blackout();
            case 1 -> loseDisk();
            case 2 -> duplicate();
            default -> isolateAll();
        }
    }

    private Optional<Daemon> anyDaemon() {
        List<Daemon> all = world.daemons();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(dice.below(all.size())));
    }

    private int machine() {
        return dice.below(nodes);
    }

    // ---- processes

    private void kill(Daemon daemon) {
        trace.add("kill " + daemon);
        world.kill(daemon);
    }

    private void powerOff(Daemon daemon) {
        trace.add("power off " + daemon);
        world.powerOff(daemon);
    }

    private void stop(Daemon daemon) {
        trace.add("stop " + daemon);
        daemon.stop();
    }

    private void startOne() {
        int machine = machine();
        if (world.on(machine).isEmpty()) {
            start(machine, machine);
        }
    }

    private void start(int machine, int node) {
        trace.add("start " + world.start(machine, node));
    }

    /** Starts every node that is not there. */
    void startAll() {
        for (int machine = 0; machine < nodes; machine++) {
            if (world.on(machine).isEmpty()) {
                start(machine, machine);
            }
        }
    }

    /** Killed, and there again before anybody can think much. */
    private void restart() {
        anyDaemon()
                .ifPresent(
                        daemon -> {
                            kill(daemon);
                            int machine = daemon.machine().number();
                            world.events()
                                    .after(
                                            dice.between(Events.MS, 1500 * Events.MS),
                                            () -> startIfNone(machine, daemon.nodeId()));
                        });
    }

    private void startIfNone(int machine, int node) {
        if (world.on(machine).isEmpty()) {
            start(machine, node);
        }
    }

    private void blackout() {
        trace.add("blackout");
        List.copyOf(world.daemons()).forEach(world::kill);
        for (int i = 0; i < nodes; i++) {
            int machine = i;
            world.events()
                    .after(
                            dice.between(Events.MS, 4 * Events.SECOND),
                            () -> startIfNone(machine, machine));
        }
    }

    private void loseDisk() {
        int number = machine();
        if (world.on(number).isEmpty() && world.daemons().size() > 1) {
            trace.add("new disk for m" + number);
            world.machine(number).loseDisk();
        }
    }

    private void duplicate() {
        for (int spare = nodes; spare < world.wires().machines(); spare++) {
            if (world.on(spare).isEmpty()) {
                start(spare, machine());
                return;
            }
        }
    }

    // ---- wires

    private void split() {
        boolean[] side = new boolean[world.wires().machines()];
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < side.length; i++) {
            side[i] = dice.below(2) == 0;
            names.append(side[i] ? 'A' : 'B');
        }
        trace.add("split " + names);
        for (int a = 0; a < side.length; a++) {
            for (int b = 0; b < side.length; b++) {
                if (side[a] != side[b]) {
                    world.wires().cut(a, b);
                }
            }
        }
    }

    private void isolateAll() {
        trace.add("everybody alone");
        Wires wires = world.wires();
        for (int a = 0; a < wires.machines(); a++) {
            for (int b = 0; b < wires.machines(); b++) {
                wires.cut(a, b);
            }
        }
    }

    private void oneWay() {
        int from = machine();
        if (dice.below(2) == 0) {
            int to = machine();
            trace.add("cut m" + from + " to m" + to);
            world.wires().cut(from, to);
            return;
        }
        boolean out = dice.below(2) == 0;
        trace.add("cut all " + (out ? "from" : "to") + " m" + from);
        for (int other = 0; other < world.wires().machines(); other++) {
            world.wires().cut(out ? from : other, out ? other : from);
        }
    }

    private void heal() {
        trace.add("heal wires");
        Wires wires = world.wires();
        for (int a = 0; a < wires.machines(); a++) {
            for (int b = 0; b < wires.machines(); b++) {
                wires.heal(a, b);
            }
        }
    }

    private void slow() {
        int from = machine();
        long latency = dice.between(Events.MS, SLOWEST_MS * Events.MS);
        trace.add("m" + from + " is " + latency / Events.MS + " ms away");
        for (int other = 0; other < world.wires().machines(); other++) {
            world.wires().latency(from, other, latency);
            if (dice.below(2) == 0) {
                world.wires().latency(other, from, latency);
            }
        }
    }

    // ---- machines

    private void freeze() {
        int number = machine();
        if (!world.isDown(number)) {
            trace.add("freeze m" + number);
            world.wires().freeze(number);
        }
    }

    private void thawAll() {
        List<Integer> thawed = new ArrayList<>();
        for (int number = 0; number < world.wires().machines(); number++) {
            if (world.wires().isFrozen(number) && !world.isDown(number)) {
                thawed.add(number);
                world.wires().thaw(number);
            }
        }
        if (!thawed.isEmpty()) {
            trace.add("thaw " + thawed);
        }
    }

    private void jump() {
        Machine machine = world.machine(machine());
        if (dice.below(2) == 0) {
            long by = dice.between(0, JUMP_SECONDS * Events.SECOND);
            trace.add("clock of " + machine.host() + " jumps " + by / Events.MS + " ms");
            world.jump(machine.number(), by);
        } else {
            long minutes = dice.below(2 * WALL_MINUTES) - (long) WALL_MINUTES;
            trace.add("wall clock of " + machine.host() + " set by " + minutes + " min");
            machine.setWall(minutes * 60_000);
        }
    }

    /** No fault any more: everything is whole, awake and there. */
    void end() {
        trace.add("faults stop");
        world.heal();
        for (Daemon daemon : world.daemons()) {
            if (daemon.machine().number() >= nodes) {
                stop(daemon);
            }
        }
        startAll();
    }
}
