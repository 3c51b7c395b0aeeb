package org.dsp.ipc;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.dsp.ipc.attach.AttachFrame;
import org.dsp.ipc.attach.AttachOp;

/**
 * A bound endpoint: the caller as a process among others. Made by {@link Dvk#bind}.
 *
 * <p><b>Threads.</b> From platform and virtual threads. One call at a time: a second thread waits,
 * and that wait counts in its time-out. {@link #close} ends the call of another thread; {@link
 * #memory} and the getters do not wait for it. While a thread waits in a call, it serves the copies
 * that others make to and from the registered memory.
 *
 * <p><b>Time-outs.</b> Rounded up to milliseconds; negative waits for ever, as the methods without
 * one do; zero does not wait (EDVSAGAIN). A call never ends early by its time-out. If the daemon
 * itself has not answered 5 s after the time-out, the call is cancelled, and 5 s later the
 * connection given up (EDVSTIMEDOUT).
 *
 * <p><b>Interrupts.</b> An interrupted call is cancelled; it ends with EDVSINTR and with the
 * thread's interrupt flag set again. If it was just ending in success, it returns normally, with
 * the flag set. The endpoint stays bound. A call that would wait for another process does not begin
 * when the flag is set (EDVSINTR); a reply and a notification are sent all the same.
 *
 * <p><b>The daemon restarts.</b> The call in flight ends with EDVSNOTCONN, once. A call that has
 * not begun attaches and binds again, repeats every {@link #rmtbind} of this endpoint, and waits
 * for that as long as its time-out allows (then EDVSNOTCONN). The generation changes; messages that
 * had arrived ahead are dropped, as their senders got an error.
 *
 * <p><b>Errors.</b> {@link DvkException}, with the codes of the daemon: EDVSNOTBIND no such
 * process, or this endpoint is closed; EDVSDSTDIED, EDVSSRCDIED the other process ended;
 * EDVSTIMEDOUT; EDVSNOTCONN no link to its node or to the daemon; EDVSTRAPDENIED a client endpoint
 * made a call that only servers may make (clients: {@code sendrec}).
 *
 * <p>Nothing is allocated by the calls that receive into a given message.
 */
public final class Endpoint implements AutoCloseable {
    /** Most messages that may be asked for ahead, see {@link #credit(int)}. */
    public static final int MAX_CREDIT = 1024;

    /** The credit that a server endpoint starts with. */
    public static final int DEFAULT_CREDIT = 16;

    /** What a1 of a RESULT says when it was the reply of a REPLY_RECEIVE that failed. */
    private static final int REPLY_FAILED = 1;

    /** How long the daemon may take for what it answers at once. */
    private static final int PROMPT_MILLIS = 5_000;

    private final Attachment line;
    private final Binding binding;
    private final Memory memory;
    private final Consumer<Endpoint> onClose;
    private volatile int credit;

    Endpoint(Attachment line, Binding binding, Memory memory, Consumer<Endpoint> onClose) {
        this.line = line;
        this.binding = binding;
        this.memory = memory;
        this.onClose = onClose;
        this.credit = line.welcome().limits().isServer(binding.endpoint()) ? DEFAULT_CREDIT : 1;
    }

    /** The endpoint's number. */
    public int number() {
        return binding.endpoint();
    }

    /** The container's id. */
    public int dcid() {
        return binding.dcid();
    }

    /** The generation of the present binding: changes when it is bound again. */
    public int generation() {
        return binding.generation();
    }

    /** The memory that others may copy to and from while this endpoint waits in a call. */
    public Memory memory() {
        return memory;
    }

    /**
     * How many messages the daemon may hand over at a receive from ANY: one that ends the call, the
     * others ahead of the next. A message that arrived ahead counts as received once a receive has
     * returned it: the daemon is told at once, or, when the program receives in a quick loop, with
     * the next frame that goes out. Until then its sender waits, and may time out. 1: none ahead,
     * and each message is received exactly when the call returns. Servers start with {@value
     * #DEFAULT_CREDIT}.
     *
     * @throws IllegalArgumentException if not in 1…{@value #MAX_CREDIT}
     */
    public void credit(int messages) {
        if (messages < 1 || messages > MAX_CREDIT) {
            throw new IllegalArgumentException("credit " + messages + "; allowed 1…" + MAX_CREDIT);
        }
        credit = messages;
    }

    /** Sends and waits for ever until the destination has taken it. */
    public void send(int destination, Message message) {
        send(destination, message, Timeouts.FOREVER);
    }

    /** Sends, and waits until the destination has taken it. */
    public void send(int destination, Message message, Duration timeout) {
        AttachFrame frame = line.begin(AttachOp.SEND, Timeouts.toMillis(timeout), true);
        try {
            put(message, frame.a0(destination));
            line.executeOrThrow();
        } finally {
            line.end();
        }
    }

    /** Waits for ever for a message of {@code source}, which may be {@link Endpoints#ANY}. */
    public Message receive(int source) {
        return receive(source, Timeouts.FOREVER);
    }

    /** Waits for a message of {@code source}, which may be {@link Endpoints#ANY}. */
    public Message receive(int source, Duration timeout) {
        Message into = new Message();
        receive(source, into, timeout);
        return into;
    }

    /**
     * Waits for a message of {@code source}, which may be {@link Endpoints#ANY}. {@code into} is
     * unchanged if it fails.
     */
    public void receive(int source, Message into, Duration timeout) {
        receive(AttachOp.RECEIVE, source, into, timeout);
    }

    /** Waits for ever for a message of anybody. */
    public Message receiveAny() {
        return receive(Endpoints.ANY, Timeouts.FOREVER);
    }

    /** Waits for a message of anybody. */
    public Message receiveAny(Duration timeout) {
        return receive(Endpoints.ANY, timeout);
    }

    /** Waits for a message of anybody. {@code into} is unchanged if it fails. */
    public void receiveAny(Message into, Duration timeout) {
        receive(Endpoints.ANY, into, timeout);
    }

    /** Sends, then waits for ever for the answer of the destination. */
    public Message sendrec(int destination, Message request) {
        return sendrec(destination, request, Timeouts.FOREVER);
    }

    /** Sends, then waits for the answer of the destination; the time-out is for both. */
    public Message sendrec(int destination, Message request, Duration timeout) {
        Message answer = new Message();
        sendrec(destination, request, answer, timeout);
        return answer;
    }

    /**
     * Sends, then waits for the answer of the destination; the time-out is for both.
     *
     * @param into becomes the answer; may be {@code request}; unchanged if it fails
     */
    public void sendrec(int destination, Message request, Message into, Duration timeout) {
        Objects.requireNonNull(into, "into");
        AttachFrame frame = line.begin(AttachOp.SENDREC, Timeouts.toMillis(timeout), true);
        try {
            put(request, frame.a0(destination));
            into.copyFrom(line.executeOrThrow().message());
        } finally {
            line.end();
        }
    }

    /** Leaves a notification: the destination receives a message without content from here. */
    public void notify(int destination) {
        AttachFrame frame = line.begin(AttachOp.NOTIFY, Endpoints.FOREVER, false);
        try {
            frame.a0(destination);
            line.executeOrThrow();
        } finally {
            line.end();
        }
    }

    /** Waits for ever for a message of anybody that is no notification. */
    public Message rcvrqst() {
        return rcvrqst(Timeouts.FOREVER);
    }

    /** Waits for a message of anybody that is no notification. */
    public Message rcvrqst(Duration timeout) {
        Message into = new Message();
        rcvrqst(into, timeout);
        return into;
    }

    /** Waits for a message of anybody that is no notification. */
    public void rcvrqst(Message into, Duration timeout) {
        receive(AttachOp.RCVRQST, Endpoints.ANY, into, timeout);
    }

    /**
     * Answers a process that waits in {@code sendrec} for this one.
     *
     * @throws DvkException EDVSPROCSTS if it does not wait for this endpoint
     */
    public void reply(int destination, Message message) {
        AttachFrame frame = line.begin(AttachOp.REPLY, Endpoints.FOREVER, false);
        try {
            put(message, frame.a0(destination));
            line.executeOrThrow();
        } finally {
            line.end();
        }
    }

    /**
     * Answers a process, then waits for a message of anybody: the step of a server's loop, in one
     * write to the daemon.
     *
     * @param destination whom to answer
     * @param reply the answer
     * @param into becomes the message received; may be {@code reply}; unchanged if it fails
     * @param timeout of the receive
     * @throws ReplyFailedException if this reply or an earlier one of this method did not arrive:
     *     nothing was received, go on with {@link #receive}
     */
    public void replyReceive(int destination, Message reply, Message into, Duration timeout) {
        Objects.requireNonNull(into, "into");
        AttachFrame frame = line.begin(AttachOp.REPLY_RECEIVE, Timeouts.toMillis(timeout), false);
        try {
            put(reply, frame.a0(destination));
            if (line.canReplyAhead()) {
                if (!line.replyAhead(frame, into)) {
                    receive(line.continueWith(AttachOp.RECEIVE), Endpoints.ANY, into);
                }
                return;
            }
            grant(frame, Endpoints.ANY);
            if (line.execute() < 0 && line.ended().detail() == REPLY_FAILED) {
                throw new ReplyFailedException(line.ended().code(), destination);
            }
            into.copyFrom(line.endedOrThrow().message());
        } finally {
            line.end();
        }
    }

    /** As {@link #vcopy(int, int, int, int, int, Duration)}, waiting for ever. */
    public int vcopy(
            int source, int sourceAddress, int destination, int destinationAddress, int bytes) {
        return vcopy(
                source, sourceAddress, destination, destinationAddress, bytes, Timeouts.FOREVER);
    }

    /**
     * Copies between the registered memory of two processes. {@link Endpoints#SELF}, or the own
     * number, is the caller; any other party must wait in a call.
     *
     * @param sourceAddress see {@link Window#address()}
     * @param destinationAddress see {@link Window#address()}
     * @param bytes 0…1 MiB
     * @return how many bytes were copied
     * @throws DvkException EDVSRANGE, EDVSFAULT if an address is not registered, EDVSPROCRUN or
     *     EDVSPROCSTS if a party does not wait
     */
    public int vcopy(
            int source,
            int sourceAddress,
            int destination,
            int destinationAddress,
            int bytes,
            Duration timeout) {
        if (bytes < 0 || bytes > Endpoints.MAX_COPY) {
            throw new DvkException(
                    ErrorCode.EDVSRANGE,
                    "vcopy of " + bytes + " bytes; allowed 0…" + Endpoints.MAX_COPY);
        }
        AttachFrame frame = line.begin(AttachOp.VCOPY, Timeouts.toMillis(timeout), true);
        try {
            frame.a0(source).a1(destination).a2(bytes);
            frame.bodyInt(0, sourceAddress).bodyInt(Integer.BYTES, destinationAddress);
            return line.executeOrThrow().code();
        } finally {
            line.end();
        }
    }

    /**
     * From now on {@code endpoint} means, for this endpoint only, the process of that number on
     * {@code node}. Repeated by itself after the daemon restarts.
     *
     * @param name at most 15 bytes; shown by the daemon
     * @return the endpoint
     * @throws DvkException EDVSNODCNODE, EDVSBADNODEID, EDVSSLOTUSED if the number means another
     *     process already, EDVSNAMESIZE
     */
    public int rmtbind(int endpoint, int node, String name) {
        Binding.checked(name);
        AttachFrame frame = line.begin(AttachOp.RMTBIND, PROMPT_MILLIS, false);
        try {
            Binding.putName(frame.a0(endpoint).a1(node), name);
            binding.rebinding(endpoint);
            if (line.execute() != endpoint) {
                throw line.failure();
            }
            binding.remember(endpoint, node, name);
            return endpoint;
        } finally {
            binding.rebindingEnded();
            line.end();
        }
    }

    /** As {@link #waitForBind(int, Duration)}, for ever. */
    public void waitForBind(int endpoint) {
        waitForBind(endpoint, Timeouts.FOREVER);
    }

    /** Waits until {@code endpoint} is bound in this container on this node. */
    public void waitForBind(int endpoint, Duration timeout) {
        waitFor(AttachOp.WAIT4BIND, endpoint, timeout);
    }

    /** As {@link #waitForUnbind(int, Duration)}, for ever. */
    public void waitForUnbind(int endpoint) {
        waitForUnbind(endpoint, Timeouts.FOREVER);
    }

    /** Waits until {@code endpoint} is no longer bound in this container on this node. */
    public void waitForUnbind(int endpoint, Duration timeout) {
        waitFor(AttachOp.WAIT4UNBIND, endpoint, timeout);
    }

    /**
     * Gives the endpoint up, and closes this.
     *
     * @throws DvkException if the daemon refuses: EDVSONCOPY; this stays bound then
     */
    public void unbind() {
        line.begin(AttachOp.UNBIND, PROMPT_MILLIS, false);
        try {
            line.unbind();
        } finally {
            line.end();
        }
        close();
    }

    /** Whether {@link #close} or {@link #unbind} was called. */
    public boolean isClosed() {
        return line.isClosed();
    }

    /**
     * Gives the endpoint up, in any case: on return it can be bound again. A call of another thread
     * is cancelled and ends with EDVSNOTBIND. Again: does nothing.
     */
    @Override
    public void close() {
        line.close();
        onClose.accept(this);
    }

    private void receive(int op, int source, Message into, Duration timeout) {
        Objects.requireNonNull(into, "into");
        AttachFrame frame = line.begin(op, Timeouts.toMillis(timeout), true);
        try {
            if (!line.takeAhead(source, op != AttachOp.RCVRQST, into)) {
                receive(frame, source, into);
            }
        } finally {
            line.end();
        }
    }

    private void receive(AttachFrame frame, int source, Message into) {
        grant(frame.a0(source), source);
        into.copyFrom(line.executeOrThrow().message());
    }

    private void grant(AttachFrame frame, int source) {
        int messages = source == Endpoints.ANY ? credit : 1;
        frame.a2(messages);
        line.grant(messages);
    }

    private void waitFor(int op, int endpoint, Duration timeout) {
        AttachFrame frame = line.begin(op, Timeouts.toMillis(timeout), true);
        try {
            frame.a0(endpoint);
            line.executeOrThrow();
        } finally {
            line.end();
        }
    }

    private static void put(Message message, AttachFrame frame) {
        System.arraycopy(message.array(), 0, frame.array(), AttachFrame.BODY, Message.BYTES);
    }

    /** For a log. */
    @Override
    public String toString() {
        return "endpoint " + number() + " of container " + dcid();
    }
}
