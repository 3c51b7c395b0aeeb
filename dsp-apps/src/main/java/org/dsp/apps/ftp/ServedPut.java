package org.dsp.apps.ftp;

import java.io.IOException;
import java.util.Optional;
import org.dsp.ipc.ErrorCode;
import org.dsp.ipc.M1;

/**
 * A client writes a file, from the beginning to the end. A repeated request is answered as the
 * first was, and writes nothing.
 */
final class ServedPut extends Transfer {
    private static final long NOTHING = -1;

    private Optional<ServedFiles.Target> file = Optional.empty();
    private boolean finished;
    private long next;
    private int running;
    private long lastFrom = NOTHING;
    private int lastLength;

    ServedPut(Desk desk, Client client, RemotePath path, Chunk chunk) {
        super(desk, client, path, chunk);
    }

    @Override
    void begin() {
        work(this::create, this::opened, this::fail);
    }

    private ServedFiles.Target create() throws IOException {
        ServedFiles.Target target = desk().files().create(path());
        file = Optional.of(target);
        return target;
    }

    private void opened(ServedFiles.Target target) {
        setOpened();
        answer(desk().clients().endpoint(), 0);
    }

    @Override
    boolean beganBy(int type) {
        return type == FtpProtocol.PUT;
    }

    @Override
    boolean takes(int type) {
        return type == FtpProtocol.PNEXT;
    }

    @Override
    void next(M1 request) {
        int length = request.i2();
        long position = Positions.nearest(next, request.i3());
        if (!isOpened()) {
            answer(ErrorCode.EDVSBADREQUEST);
        } else if (length < 0 || length > FtpProtocol.CHUNK) {
            answer(ErrorCode.EDVSRANGE);
        } else if (position == lastFrom && length == lastLength) {
            answer(FtpProtocol.OK, length);
        } else if (finished) {
            answer(ErrorCode.EDVSBADREQUEST);
        } else if (position != next) {
            answer(ErrorCode.EDVSINVAL);
        } else if (!busy()) {
            take(length, request.p2());
        } else if (length != running) {
            answer(ErrorCode.EDVSBUSY);
        }
        // Else it is the request that is being served, once more: it gets that answer.
    }

    private void take(int length, int address) {
        running = length;
        if (length == 0) {
            work(this::commit, this::committed, this::fail);
            return;
        }
        int copied = desk().clients().copyFrom(client(), address, chunk().address(), length);
        if (!check(copied)) {
            return;
        }
        if (copied == length) {
            work(() -> write(length), this::written, this::fail);
        } else {
            answer(copied < 0 ? copied : ErrorCode.EDVSIO.number(), 0);
        }
    }

    private int write(int length) throws IOException {
        ServedFiles.Target target = file.orElseThrow();
        try {
            target.write(next, chunk().first(length));
        } catch (IOException e) {
            throw discarded(target, e);
        }
        return length;
    }

    private boolean commit() throws IOException {
        ServedFiles.Target target = file.orElseThrow();
        try {
            target.commit();
        } catch (IOException e) {
            throw discarded(target, e);
        }
        return true;
    }

    /** Before the client hears of the error, what was written is gone. */
    private static IOException discarded(ServedFiles.Target target, IOException e) {
        try {
            target.discard();
        } catch (IOException second) {
            e.addSuppressed(second);
        }
        return e;
    }

    private void written(int length) {
        lastFrom = next;
        lastLength = length;
        next += length;
        answer(FtpProtocol.OK, length);
    }

    private void committed(boolean renamed) {
        finished = renamed;
        lastFrom = next;
        lastLength = 0;
        desk().log(this + " done: " + next + " bytes");
        release();
        answer(FtpProtocol.OK, 0);
    }

    @Override
    boolean finished() {
        return finished;
    }

    @Override
    void closeFile() throws IOException {
        if (file.isPresent()) {
            file.get().discard();
        }
    }

    @Override
    String verb() {
        return "put";
    }
}
