package org.dsp.apps.ftp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.dsp.ipc.ErrorCode;
import org.dsp.ipc.M1;

/**
 * A client reads a file. The next chunk is read ahead, as long as the one before, while the client
 * works on what it got. Any position may be asked for, so a request may be repeated.
 */
final class ServedGet extends Transfer {
    private static final long NOTHING = -1;

    private Optional<ServedFiles.Source> file = Optional.empty();
    private boolean finished;
    private long next;

    private long heldFrom = NOTHING;
    private int heldWanted;
    private int heldLength;

    private boolean waited;
    private int toAddress;
    private int wanted;
    private long from;

    ServedGet(Desk desk, Client client, RemotePath path, Chunk chunk) {
        super(desk, client, path, chunk);
    }

    @Override
    void begin() {
        work(this::open, this::opened, this::fail);
    }

    private long open() throws IOException {
        ServedFiles.Source source = desk().files().open(path());
        file = Optional.of(source);
        return source.size();
    }

    private void opened(long size) {
        setOpened();
        answerOpened(size);
        readAhead(FtpProtocol.CHUNK);
    }

    @Override
    boolean beganBy(int type) {
        return type == FtpProtocol.GET;
    }

    @Override
    boolean takes(int type) {
        return type == FtpProtocol.GNEXT;
    }

    @Override
    void next(M1 request) {
        long position = Positions.nearest(next, request.i3());
        if (!isOpened()) {
            answer(ErrorCode.EDVSBADREQUEST);
        } else if (request.i2() < 1 || request.i2() > FtpProtocol.CHUNK) {
            answer(ErrorCode.EDVSRANGE);
        } else if (position < 0) {
            answer(ErrorCode.EDVSINVAL);
        } else {
            toAddress = request.p2();
            wanted = request.i2();
            from = position;
            waited = true;
            if (!busy()) {
                serve();
            }
        }
    }

    private void serve() {
        boolean atEnd = heldLength < heldWanted;
        if (heldFrom == from && (heldWanted >= wanted || atEnd)) {
            hand(Math.min(heldLength, wanted));
        } else {
            read(from, wanted);
        }
    }

    private void hand(int length) {
        waited = false;
        int copied =
                length == 0
                        ? 0
                        : desk().clients().copyTo(client(), toAddress, chunk().address(), length);
        if (!check(copied)) {
            return;
        }
        if (copied != length) {
            answer(copied < 0 ? copied : ErrorCode.EDVSIO.number(), 0);
            return;
        }
        next = from + length;
        if (length < wanted && !finished) {
            finished = true;
            desk().log(this + " done: " + next + " bytes");
        }
        answer(FtpProtocol.OK, length);
        if (!finished) {
            readAhead(wanted);
        }
    }

    private void readAhead(int length) {
        if (check(FtpProtocol.OK)) {
            read(next, length);
        }
    }

    private void read(long position, int length) {
        heldFrom = NOTHING;
        ByteBuffer into = chunk().first(length);
        work(
                () -> {
                    file.orElseThrow().read(position, into);
                    return into.position();
                },
                read -> {
                    heldFrom = position;
                    heldWanted = length;
                    heldLength = read;
                    serveIfWaited();
                },
                this::notRead);
    }

    private void serveIfWaited() {
        if (waited) {
            serve();
        }
    }

    /** Nobody hears of an error in reading ahead: who wants those bytes has them read again. */
    private void notRead(Refusal refusal) {
        if (waited) {
            fail(refusal);
        }
    }

    @Override
    boolean finished() {
        return finished;
    }

    @Override
    void closeFile() throws IOException {
        if (file.isPresent()) {
            file.get().close();
        }
    }

    @Override
    String verb() {
        return "get";
    }
}
