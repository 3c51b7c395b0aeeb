package org.dsp.apps.ftp;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.dsp.ipc.ErrorCode;
import org.dsp.ipc.M1;

/**
 * One transfer of one client. At most one piece of disk work at a time: while it runs, the file and
 * the chunk are its own. On the server's thread, but for that work.
 */
abstract sealed class Transfer permits ServedGet, ServedPut {
    private final Desk desk;
    private final Client client;
    private final RemotePath path;
    private Optional<Chunk> chunk;
    private OptionalInt failure = OptionalInt.empty();
    private Runnable whenClosed = () -> {};
    private boolean opened;
    private boolean busy;
    private boolean givenUp;
    private boolean closing;
    private boolean closed;
    private long touched;

    Transfer(Desk desk, Client client, RemotePath path, Chunk chunk) {
        this.desk = desk;
        this.client = client;
        this.path = path;
        this.chunk = Optional.of(chunk);
    }

    /** Opens the file and answers the request that asked for it. */
    abstract void begin();

    /** Whether a request of this type began it. */
    abstract boolean beganBy(int type);

    /** Whether requests of this type belong to it. */
    abstract boolean takes(int type);

    /** A GNEXT or PNEXT of a transfer that has not failed. */
    abstract void next(M1 request);

    /** Whether the client has all it asked for, and only might repeat its last request. */
    abstract boolean finished();

    /** Closes the file, and removes it if it is not complete. Disk work. */
    abstract void closeFile() throws IOException;

    /** For a log, what it does. */
    abstract String verb();

    /** Handles a request that it {@link #takes}. */
    final void request(M1 request) {
        if (failure.isPresent()) {
            answer(failure.getAsInt(), 0);
        } else {
            next(request);
        }
    }

    /** Starts disk work; {@code failed} may be called instead of {@code done}. */
    final <T> void work(
            Disk.Work<T> work, Consumer<? super T> done, Consumer<? super Refusal> failed) {
        busy = true;
        desk.disk()
                .run(
                        work,
                        result -> worked(() -> done.accept(result)),
                        refusal -> worked(() -> failed.accept(refusal)));
    }

    private void worked(Runnable then) {
        busy = false;
        if (givenUp) {
            release();
        } else {
            then.run();
        }
    }

    /** Ends it with an error: the client gets it now, and again if it asks again. */
    final void fail(Refusal refusal) {
        failure = OptionalInt.of(refusal.code().number());
        desk.log(this + " failed: " + refusal.code().name() + ", " + refusal.getMessage());
        release();
        answer(refusal.code().number(), 0);
    }

    /** The client is not interested any more. {@code then}: all that it held is given back. */
    final void giveUp(Runnable then) {
        givenUp = true;
        whenClosed = then;
        if (!busy) {
            release();
        }
    }

    /** Gives back the chunk and closes the file; once. */
    final void release() {
        if (closed) {
            whenClosed.run();
        } else if (!closing) {
            closing = true;
            chunk.ifPresent(desk.chunks()::give);
            chunk = Optional.empty();
            desk.disk().run(this::close, done -> closed(), this::notClosed);
        }
    }

    private boolean close() throws IOException {
        closeFile();
        return true;
    }

    private void notClosed(Refusal refusal) {
        desk.log(this + " could not be closed: " + refusal.getMessage());
        closed();
    }

    private void closed() {
        closed = true;
        whenClosed.run();
    }

    final void answer(int type, int length) {
        check(desk.answer(client, type, length));
    }

    final void answer(ErrorCode code) {
        answer(code.number(), 0);
    }

    final void answerOpened(long size) {
        check(desk.answerOpened(client, size));
    }

    /**
     * Looks at the result of a copy or an answer.
     *
     * @return whether the transfer goes on: not if its client is gone
     */
    final boolean check(int result) {
        if (isGone(result) && !givenUp) {
            desk.log(this + " given up: the client ended");
            failure = OptionalInt.of(ErrorCode.EDVSBADREQUEST.number());
            giveUp(() -> {});
        }
        return !givenUp;
    }

    private static boolean isGone(int result) {
        return result == ErrorCode.EDVSDSTDIED.number() || result == ErrorCode.EDVSSRCDIED.number();
    }

    /** The file is open. */
    final void setOpened() {
        opened = true;
    }

    final boolean isOpened() {
        return opened;
    }

    /** Whether a request of this type for this path is the one that it is just about to answer. */
    final boolean isOpening(int type, RemotePath wanted) {
        return busy && !opened && beganBy(type) && path.equals(wanted);
    }

    /** It was active at {@code now}, ns. */
    final void touch(long now) {
        touched = now;
    }

    /** When it was last active, ns. */
    final long touched() {
        return touched;
    }

    /** Whether disk work runs. */
    final boolean busy() {
        return busy;
    }

    /** Whether its client is to hear more of it than what it has heard. */
    final boolean isOpen() {
        return !finished() && !givenUp && failure.isEmpty();
    }

    /** Whether it could lend its chunk to another. */
    final boolean canBeDropped() {
        return chunk.isPresent() && !busy && finished();
    }

    final Desk desk() {
        return desk;
    }

    final Client client() {
        return client;
    }

    final RemotePath path() {
        return path;
    }

    /** The chunk; only while it is not released. */
    final Chunk chunk() {
        return chunk.orElseThrow();
    }

    @Override
    public final String toString() {
        return verb() + " " + path + " for " + client;
    }
}
