package org.dsp.core.launch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.dsp.core.config.Service;
import org.dsp.core.launch.Instance.State;
import org.dsp.core.launch.ProcessPort.Signal;
import org.dsp.ipc.ErrorCode;

/**
 * Starts and ends programs, a bounded number at a time. Node's thread only; {@code now} in ns on a
 * monotonic clock. An endpoint is free when its program is gone <i>and</i> unbound, in whichever
 * order.
 */
public final class Launcher {
    private static final int NOTREADY = ErrorCode.EDVSNOTREADY.number();
    private static final int NOENT = ErrorCode.EDVSNOENT.number();
    private static final int DSTDIED = ErrorCode.EDVSDSTDIED.number();

    private static final String UNBOUND = "it ended before it bound its endpoint";

    private final LaunchLimits limits;
    private final ProcessPort port;
    private final LaunchEvents events;
    private final Supplier<Token> tokens;
    private final CrashLoops crashLoops = new CrashLoops();

    /** Few: a node has some hundred endpoints at most. */
    private final Map<Long, Instance> instances = new LinkedHashMap<>();

    private final ArrayDeque<Instance> queue = new ArrayDeque<>();
    private int starting;
    private long lastInstance;

    /**
     * @param tokens makes each one anew, so that nobody can guess it
     */
    public Launcher(
            LaunchLimits limits, ProcessPort port, LaunchEvents events, Supplier<Token> tokens) {
        this.limits = limits;
        this.port = port;
        this.events = events;
        this.tokens = tokens;
    }

    // ---- the router's side

    /** Whether a program of this service may be started now. */
    public boolean mayStart(Service service, long now) {
        return limits.starts() > 0
                && instances.size() < limits.programs()
                && !crashLoops.holds(service.name(), now);
    }

    /**
     * Starts a program, now or when fewer are starting. Returns its instance, ≥ 1.
     *
     * @throws IllegalStateException unless {@link #mayStart}
     */
    public long start(
            Service service, int dcid, int endpoint, int clientNode, int clientEndpoint, long now) {
        if (!mayStart(service, now)) {
            throw new IllegalStateException("service " + service.name() + " may not be started");
        }
        lastInstance++;
        StartOrder order =
                new StartOrder(
                        lastInstance,
                        service.name(),
                        service.prog().orElseThrow(),
                        dcid,
                        endpoint,
                        clientNode,
                        clientEndpoint,
                        tokens.get());
        Instance i = new Instance(order, service.times().start().toNanos());
        instances.put(lastInstance, i);
        queue.add(i);
        pump(now);
        return order.instance();
    }

    private void pump(long now) {
        while (starting < limits.starts() && !queue.isEmpty()) {
            Instance i = queue.remove();
            starting++;
            i.state = State.STARTING;
            i.alive = true;
            i.ordered = true;
            i.deadline = now + i.startTimeout;
            port.start(i.order);
        }
    }

    /**
     * Whether a process may bind the endpoint of {@code instance}: it has the token, or presents
     * none and is the very process that was started.
     */
    public boolean admits(long instance, long tokenHigh, long tokenLow, int pid) {
        Instance i = instances.get(instance);
        if (i == null || i.state != State.STARTING) {
            return false;
        }
        Token token = i.order.token();
        boolean presents = tokenHigh != 0 || tokenLow != 0;
        return presents
                ? tokenHigh == token.high() && tokenLow == token.low()
                : i.pid != 0 && i.pid == pid;
    }

    /**
     * Somebody asks for an endpoint: if by the token it is a program with another one, that is
     * told.
     */
    public void elsewhere(int dcid, int endpoint, long tokenHigh, long tokenLow) {
        if (tokenHigh == 0 && tokenLow == 0) {
            return;
        }
        for (Instance i : instances.values()) {
            boolean own = i.order.dcid() == dcid && i.order.serverEndpoint() == endpoint;
            if (!own && i.order.token().equals(new Token(tokenHigh, tokenLow))) {
                i.elsewhere = "; it asked for " + endpoint + " instead";
            }
        }
    }

    /** It has bound its endpoint. */
    public void bound(long instance, long now) {
        Instance i = instances.get(instance);
        if (i != null && i.state == State.STARTING) {
            i.bound = true;
            i.state = State.BOUND;
            i.deadline = Long.MAX_VALUE;
            crashLoops.started(i.order.service());
            startOver(now);
        }
    }

    /** It has answered its client. */
    public void answered(long instance) {
        Instance i = instances.get(instance);
        if (i != null) {
            crashLoops.answered(i.order.service());
        }
    }

    /** It ended while its client waited for its first answer. */
    public void crashed(long instance, long now) {
        Instance i = instances.get(instance);
        if (i != null) {
            crashLoops.crashed(i.order.service(), now);
        }
    }

    /** Its endpoint is not bound any more. */
    public void unbound(long instance, long now) {
        Instance i = instances.get(instance);
        if (i == null || !i.bound) {
            return;
        }
        i.bound = false;
        boolean served = i.state == State.BOUND;
        if (served) {
            end(i, now);
            events.ended(instance, "it unbound its endpoint", now);
        }
        settle(i, now);
    }

    /** Ends it, TERM first. Its end is not told as {@code failed} or {@code ended}, only freed. */
    public void stop(long instance, long now) {
        Instance i = instances.get(instance);
        if (i != null && !i.ending()) {
            end(i, now);
            settle(i, now);
        }
    }

    /** The daemon stops: every program is told to end. */
    public void stopAll(long now) {
        for (long instance : List.copyOf(instances.keySet())) {
            stop(instance, now);
        }
    }

    /** Programs there are, waiting ones too. */
    public int size() {
        return instances.size();
    }

    // ---- the shell's side

    /** Its first process runs. */
    public void started(long instance, int pid) {
        Instance i = instances.get(instance);
        if (i != null) {
            i.pid = pid;
        }
    }

    /** Nothing of it lives, nor ever did. */
    public void startFailed(long instance, String why, long now) {
        Instance i = instances.get(instance);
        if (i == null) {
            return;
        }
        i.alive = false;
        failed(i, NOENT, why, now);
        settle(i, now);
    }

    /**
     * Its first process has ended.
     *
     * @param status as a shell shows it: 0…255, 128 + n for signal n
     * @param text the same in words
     * @param alive others of the instance still live: it put itself in the background
     */
    public void exited(long instance, int status, String text, boolean alive, long now) {
        Instance i = instances.get(instance);
        if (i != null && i.state == State.STARTING && !(alive && status == 0)) {
            failed(i, DSTDIED, UNBOUND + i.elsewhere + ": " + text, now);
        }
    }

    /** No process of it lives any more. */
    public void gone(long instance, long now) {
        Instance i = instances.get(instance);
        if (i == null) {
            return;
        }
        i.alive = false;
        failed(i, DSTDIED, UNBOUND + i.elsewhere, now);
        if (i.state == State.BOUND) {
            end(i, now);
            events.ended(instance, "its process ended", now);
        }
        settle(i, now);
    }

    // ---- time

    /** Runs what is due. */
    public void tick(long now) {
        if (nextDeadline() > now) {
            return;
        }
        List<Instance> due = new ArrayList<>();
        for (Instance i : instances.values()) {
            if (i.deadline <= now) {
                due.add(i);
            }
        }
        for (Instance i : due) {
            if (i.state == State.STARTING) {
                failed(i, NOTREADY, "it did not bind its endpoint in time" + i.elsewhere, now);
            } else if (i.state == State.TERMINATED) {
                i.state = State.KILLED;
                i.deadline = Long.MAX_VALUE;
                port.signal(i.order.instance(), Signal.KILL);
            }
        }
    }

    /** When {@link #tick} is next wanted; {@code Long.MAX_VALUE} = never. */
    public long nextDeadline() {
        long next = Long.MAX_VALUE;
        if (instances.isEmpty()) {
            return next;
        }
        for (Instance i : instances.values()) {
            next = Math.min(next, i.deadline);
        }
        return next;
    }

    // ---- ends

    /** If it was starting, it has failed, and ends. */
    private void failed(Instance i, int code, String why, long now) {
        if (i.state == State.STARTING) {
            crashLoops.failed(i.order.service(), now);
            end(i, now);
            events.failed(i.order.instance(), code, why, now);
        }
    }

    private void end(Instance i, long now) {
        boolean wasStarting = i.state == State.STARTING;
        queue.remove(i);
        i.state = State.TERMINATED;
        i.deadline = Long.MAX_VALUE;
        if (i.alive) {
            i.deadline = now + limits.stop();
            port.signal(i.order.instance(), Signal.TERM);
        }
        if (wasStarting) {
            startOver(now);
        }
    }

    private void startOver(long now) {
        starting--;
        pump(now);
    }

    private void settle(Instance i, long now) {
        if (i.ending() && !i.alive && !i.bound && instances.remove(i.order.instance()) != null) {
            if (i.ordered) {
                port.forget(i.order.instance());
            }
            events.freed(i.order.instance(), now);
        }
    }
}
