package org.dsp.sim.cluster;

import java.util.Optional;
import org.dsp.core.Payload;
import org.dsp.core.kernel.AttachOutput;
import org.dsp.core.kernel.AttachSession;
import org.dsp.core.kernel.Credentials;
import org.dsp.ipc.attach.AttachFrame;
import org.dsp.sim.net.Pipe;

/**
 * A program's Unix socket to the daemon of its machine: a pipe each way. When one process is gone,
 * the other hears of it a moment later.
 */
final class Socket implements AttachOutput {
    private final World world;
    private final Daemon daemon;
    private final Program program;
    private final AttachSession session;

    /** Empty = the end of the stream. */
    private final Pipe<Optional<AttachFrame>> up;

    private final Pipe<Optional<AttachFrame>> down;
    private boolean closed;

    Socket(World world, Daemon daemon, Program program, int uid) {
        this.world = world;
        this.daemon = daemon;
        this.program = program;
        this.up = pipe(this::toDaemon);
        this.down = pipe(this::toProgram);
        this.session = daemon.attach(new Credentials(program.pid(), uid, uid), this);
    }

    private Pipe<Optional<AttachFrame>> pipe(
            java.util.function.Consumer<Optional<AttachFrame>> to) {
        int machine = program.machine().number();
        return new Pipe<>(
                world.events(),
                world.wires(),
                machine,
                machine,
                item -> {
                    to.accept(item);
                    return true;
                });
    }

    // ---- the program's end

    void send(AttachFrame frame) {
        up.send(Optional.of(copy(frame)));
    }

    void programDied() {
        up.send(Optional.empty());
    }

    private void toProgram(Optional<AttachFrame> item) {
        if (program.over()) {
            return;
        }
        item.ifPresentOrElse(program::received, () -> program.hungUp(this));
    }

    // ---- the daemon's end

    private void toDaemon(Optional<AttachFrame> item) {
        daemon.run(
                () -> {
                    if (item.isPresent()) {
                        session.frame(item.get(), Payload.EMPTY, daemon.now());
                    } else if (!closed) {
                        closed = true;
                        daemon.detached(this);
                        session.closed(daemon.now());
                    }
                });
    }

    @Override
    public void write(AttachFrame frame, Payload payload) {
        payload.release();
        if (!closed) {
            down.send(Optional.of(copy(frame)));
        }
    }

    @Override
    public void flush() {
        // What is written is on its way.
    }

    @Override
    public void close(String why) {
        down.send(Optional.empty());
        toDaemon(Optional.empty());
    }

    /** The daemon's process is gone. */
    void daemonDied() {
        closed = true;
        down.send(Optional.empty());
    }

    private static AttachFrame copy(AttachFrame frame) {
        AttachFrame copy = new AttachFrame();
        System.arraycopy(frame.array(), 0, copy.array(), 0, AttachFrame.BYTES);
        return copy;
    }
}
