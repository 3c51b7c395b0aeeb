package org.dsp.sim.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.dsp.core.launch.LaunchLimits;
import org.dsp.core.launch.ProcessPort;
import org.dsp.core.launch.StartOrder;
import org.dsp.core.launch.Token;
import org.dsp.core.node.Node;
import org.dsp.core.node.NodePrograms;
import org.dsp.sim.net.Dice;
import org.dsp.sim.net.Events;
import org.dsp.sim.net.Pipe;

/**
 * Starts a daemon's programs, as the launcher's thread does: what it tells the node comes in order,
 * a little later. What a daemon of this node before this one left behind is ended first; the
 * machine's processes are the journal.
 */
final class LauncherShell implements ProcessPort {
    private static final int STARTS = 2;
    private static final int PROGRAMS = 1000;

    /** From TERM to KILL. */
    private static final long STOP = Events.SECOND;

    /** The same, at the daemon's end. */
    private static final long CLOSE = 1500 * Events.MS;

    /** Between two looks at what is to end. */
    private static final long LOOK = 20 * Events.MS;

    private static final long SLOWEST_START = 20 * Events.MS;

    private final Daemon daemon;
    private final Dice dice;
    private final Pipe<Runnable> toNode;
    private final Map<Long, Program> programs = new HashMap<>();
    private final List<StartOrder> waiting = new ArrayList<>();
    private boolean ready;
    private boolean closing;

    LauncherShell(Daemon daemon) {
        World world = daemon.world();
        int machine = daemon.machine().number();
        this.daemon = daemon;
        this.dice = world.dice().fork();
        this.toNode =
                new Pipe<>(
                        world.events(),
                        world.wires(),
                        machine,
                        machine,
                        event -> {
                            daemon.run(event);
                            return true;
                        });
        List<Program> left = daemon.machine().programsOf(daemon.nodeId());
        left.forEach(Program::terminated);
        awaitLeft(left, daemon.now() + STOP);
    }

    NodePrograms port() {
        return new NodePrograms(
                new LaunchLimits(STARTS, PROGRAMS, STOP),
                this,
                () -> new Token(dice.nonZero(), dice.bits()));
    }

    /** They were asked to end; nothing is started before they have. */
    private void awaitLeft(List<Program> left, long killAt) {
        if (daemon.over()) {
            return;
        }
        boolean gone = left.stream().allMatch(Program::over);
        if (!gone && daemon.now() >= killAt) {
            left.forEach(Program::kill);
        }
        if (gone) {
            ready = true;
            waiting.forEach(this::startSoon);
            waiting.clear();
        } else {
            later(LOOK, () -> awaitLeft(left, killAt));
        }
    }

    /** The launcher's thread goes on, unless its process stands still. */
    private void later(long delay, Runnable action) {
        daemon.world().events().after(delay, () -> awake(action));
    }

    private void awake(Runnable action) {
        int machine = daemon.machine().number();
        if (daemon.world().wires().isFrozen(machine)) {
            daemon.world().wires().whenAwake(machine, () -> awake(action));
        } else {
            action.run();
        }
    }

    // ---- what the node wants

    @Override
    public void start(StartOrder order) {
        if (ready) {
            startSoon(order);
        } else {
            waiting.add(order);
        }
    }

    private void startSoon(StartOrder order) {
        later(dice.between(Events.MS, SLOWEST_START), () -> begin(order));
    }

    private void begin(StartOrder order) {
        if (daemon.over()) {
            return;
        }
        long instance = order.instance();
        Optional<Program> found = daemon.world().executables().run(daemon, order);
        if (found.isEmpty()) {
            tell(node -> node.programFailed(instance, "no such file", daemon.now()));
            return;
        }
        Program program = found.get();
        programs.put(instance, program);
        tell(node -> node.programStarted(instance, program.pid()));
        if (program.inBackground()) {
            tell(node -> node.programExited(instance, 0, "it has ended", true, daemon.now()));
        }
        program.whenEnded(() -> later(dice.between(0, LOOK), () -> gone(instance, program)));
    }

    private void gone(long instance, Program program) {
        programs.remove(instance);
        if (!program.inBackground()) {
            String text = "it ended with " + program.status();
            tell(node -> node.programExited(instance, program.status(), text, false, daemon.now()));
        }
        tell(node -> node.programGone(instance, daemon.now()));
    }

    private void tell(Consumer<Node> event) {
        toNode.send(() -> event.accept(daemon.links().node()));
    }

    @Override
    public void signal(long instance, Signal signal) {
        later(
                dice.between(0, Events.MS),
                () ->
                        Optional.ofNullable(programs.get(instance))
                                .ifPresent(program -> deliver(program, signal)));
    }

    private static void deliver(Program program, Signal signal) {
        if (signal == Signal.KILL) {
            program.kill();
        } else if (!program.over()) {
            program.terminated();
        }
    }

    @Override
    public void forget(long instance) {
        // Nothing is kept of one that is over.
    }

    // ---- the end of the daemon

    /** An orderly end: all of them end. */
    void close() {
        if (closing) {
            return;
        }
        closing = true;
        List<Program> all = List.copyOf(programs.values());
        later(Events.MS, () -> all.forEach(each -> deliver(each, Signal.TERM)));
        later(CLOSE, () -> all.forEach(each -> deliver(each, Signal.KILL)));
    }
}
