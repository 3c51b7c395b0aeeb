package org.dsp.apps.ftp;

import java.time.Duration;
import java.util.OptionalLong;
import org.dsp.apps.cli.ExitStatus;
import org.dsp.apps.cli.Failure;
import org.dsp.ipc.DvkException;
import org.dsp.ipc.ErrorCode;
import org.dsp.ipc.M1;
import org.dsp.ipc.Message;

/**
 * What a client says to its server. Requests are repeated at most {@link #RETRIES} times when they
 * time out or the link is down: the position in them lets the server see a repeat. Not thread-safe.
 */
final class Conversation {
    /** How often a request is repeated. */
    static final int RETRIES = 3;

    /** Before a repeat of what failed at once. Twice as long before the next one. */
    static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private static final Duration LAST_WORD = Duration.ofSeconds(1);

    private final ServerLink link;
    private final String what;
    private final Duration timeout;
    private final Message message = new Message();
    private int server;
    private boolean opened;

    /**
     * Nothing said yet.
     *
     * @param what it is about, for the lines that say what went wrong
     * @param server the endpoint to begin with
     * @param timeout of each call
     */
    Conversation(ServerLink link, String what, int server, Duration timeout) {
        this.link = link;
        this.what = what;
        this.server = server;
        this.timeout = timeout;
    }

    /**
     * Asks for a file.
     *
     * @return its size, if the server tells
     * @throws Failure if the server refuses
     */
    OptionalLong get(Chunk path, int length) {
        open(FtpProtocol.GET, path, length);
        return SizeMark.get(message.m1());
    }

    /**
     * Asks to write a file.
     *
     * @throws Failure if the server refuses
     */
    void put(Chunk path, int length) {
        open(FtpProtocol.PUT, path, length);
    }

    private void open(int type, Chunk path, int length) {
        opened = true;
        call(() -> message.clear().type(type).m1().p1(path.address()).i1(length));
        int answered = message.type();
        if (answered != server) {
            link.know(answered);
            server = answered;
        }
    }

    /**
     * Asks for {@link FtpProtocol#CHUNK} bytes at {@code position}.
     *
     * @return how many came; fewer at the end of the file
     */
    int getNext(Chunk into, long position) {
        return next(FtpProtocol.GNEXT, into, FtpProtocol.CHUNK, position);
    }

    /** Gives {@code length} bytes for {@code position}; none end the file. */
    void putNext(Chunk from, int length, long position) {
        int taken = next(FtpProtocol.PNEXT, from, length, position);
        if (taken != length) {
            throw failure("the server took " + taken + " of " + length + " bytes");
        }
    }

    private int next(int type, Chunk chunk, int length, long position) {
        call(
                () ->
                        message.clear()
                                .type(type)
                                .m1()
                                .p2(chunk.address())
                                .i2(length)
                                .i3(Positions.low(position)));
        int answered = message.m1().i2();
        if (message.type() != FtpProtocol.OK || answered < 0 || answered > length) {
            throw failure("this is not an m3ftpd: it answered " + message);
        }
        return answered;
    }

    /** Says that no more is wanted, in a second or not at all. */
    void cancel() {
        if (!opened) {
            return;
        }
        opened = false;
        try {
            link.call(server, message.clear().type(FtpProtocol.CANCEL), LAST_WORD);
        } catch (DvkException e) {
            // The server finds out by itself; whatever made us stop has been said already.
            message.clear();
        }
    }

    private interface Request {
        M1 fill();
    }

    private void call(Request request) {
        Duration pause = FIRST_PAUSE;
        for (int left = RETRIES; !answered(request, left); left--) {
            link.pause(pause);
            pause = pause.multipliedBy(2);
        }
    }

    /** Whether there is an answer; false: it is worth a repeat. */
    private boolean answered(Request request, int left) {
        int result;
        try {
            request.fill();
            link.call(server, message, timeout);
            result = message.type();
        } catch (DvkException e) {
            if (e.code() == ErrorCode.EDVSINTR || left == 0 || !isPassing(e.number())) {
                throw e;
            }
            return false;
        }
        if (result >= 0) {
            return true;
        }
        if (left == 0 || !isPassing(result)) {
            throw failure(FtpReasons.of(result));
        }
        return false;
    }

    private Failure failure(String why) {
        return new Failure(ExitStatus.REFUSED, what + ": " + why);
    }

    private static boolean isPassing(int number) {
        return number == ErrorCode.EDVSTIMEDOUT.number()
                || number == ErrorCode.EDVSNOTCONN.number();
    }
}
