package org.dsp.sim.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.dsp.ipc.attach.AttachFrame;

/** A process on a machine that is no daemon: it lives until it ends, is killed, or power fails. */
public abstract class Program {
    private final World world;
    private final Machine machine;
    private final int pid;
    private final List<Runnable> whenEnded = new ArrayList<>();
    private Optional<Socket> socket = Optional.empty();
    private boolean over;
    private int status;

    protected Program(World world, Machine machine) {
        this.world = world;
        this.machine = machine;
        this.pid = machine.add(this);
    }

    /** Of all processes of this machine, in order; never used twice. */
    public final int pid() {
        return pid;
    }

    public final Machine machine() {
        return machine;
    }

    /** Whether its process is gone. */
    public final boolean over() {
        return over;
    }

    /** As a shell shows it: 0…255, 128 + n for signal n; 0 while it lives. */
    final int status() {
        return status;
    }

    /** The node whose daemon started it for a service; empty = none did. */
    protected OptionalInt startedBy() {
        return OptionalInt.empty();
    }

    /** Its first process has ended with 0, and others of it live. */
    protected boolean inBackground() {
        return false;
    }

    // ---- what happens to it

    /** SIGTERM. */
    protected abstract void terminated();

    /** Its connection to the daemon brought a frame; valid during the call only. */
    protected abstract void received(AttachFrame frame);

    /** The daemon has closed the connection, or is gone. */
    protected abstract void disconnected();

    /** kill -9. */
    public final void kill() {
        end(128 + 9);
    }

    /** Whoever waits for its end. */
    final void whenEnded(Runnable then) {
        whenEnded.add(then);
    }

    // ---- what it does

    /** In {@code delay} ns, if it lives then, and its machine does not stand still. */
    protected final void after(long delay, Runnable action) {
        world.events().after(delay, () -> awake(action));
    }

    private void awake(Runnable action) {
        if (over) {
            return;
        }
        if (world.wires().isFrozen(machine.number())) {
            world.wires().whenAwake(machine.number(), () -> awake(action));
            return;
        }
        action.run();
    }

    /** Connects to the daemon of its machine; whether there is one. */
    protected final boolean connect(int uid) {
        if (socket.isPresent()) {
            throw new IllegalStateException(this + " is connected");
        }
        socket = world.on(machine.number()).map(daemon -> new Socket(world, daemon, this, uid));
        return socket.isPresent();
    }

    /** Whether it has a connection, as far as it knows. */
    protected final boolean connected() {
        return socket.isPresent();
    }

    /** Sends a frame, if it is connected; the frame is the caller's again on return. */
    protected final void send(AttachFrame frame) {
        socket.ifPresent(s -> s.send(frame));
    }

    /** It ends by itself. */
    protected final void exit(int withStatus) {
        end(withStatus);
    }

    private void end(int withStatus) {
        if (over) {
            return;
        }
        over = true;
        status = withStatus;
        machine.remove(this);
        socket.ifPresent(Socket::programDied);
        ended();
        whenEnded.forEach(Runnable::run);
    }

    /** It is gone, however. */
    protected void ended() {
        // Most leave nothing.
    }

    final void hungUp(Socket which) {
        if (!over && socket.equals(Optional.of(which))) {
            socket = Optional.empty();
            disconnected();
        }
    }
}
