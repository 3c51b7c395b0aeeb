package org.dsp.sim.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.dsp.core.agent.StoredConfig;
import org.dsp.sim.net.Events;

/** What outlives a daemon: the machine's clocks, its disk, and its other processes. */
public final class Machine {
    /** Every machine has been up for that long when the run begins, and more. */
    private static final long UP = 1_000 * Events.SECOND;

    /** Wall clock when the run begins, ms since the Unix epoch. */
    private static final long EPOCH = 1_700_000_000_000L;

    /** Pids of machines differ: whoever mixes them up is found. */
    private static final int PIDS = 100_000;

    private static final int FIRST_PID = 1_000;

    private final Events events;
    private final int number;
    private long monotonic;
    private long wallMillis;
    private Optional<StoredConfig> disk = Optional.empty();
    private final List<Program> programs = new ArrayList<>();
    private int lastPid = FIRST_PID;

    Machine(Events events, int number, long skewMillis) {
        this.events = events;
        this.number = number;
        this.monotonic = UP + skewMillis * Events.MS;
        this.wallMillis = EPOCH + skewMillis;
    }

    /** 0, 1, …: in the host name too. */
    public int number() {
        return number;
    }

    /** What others connect to. */
    public String host() {
        return "m" + number;
    }

    /** The machine of a host name. */
    static int ofHost(String host) {
        return Integer.parseInt(host.substring(1));
    }

    /** The monotonic clock, in ns. */
    public long now() {
        return events.now() + monotonic;
    }

    /** When it is that late on the monotonic clock, in virtual time. */
    long virtual(long local) {
        return local - monotonic;
    }

    /** The wall clock, in ms since the Unix epoch. */
    public long millis() {
        return events.now() / Events.MS + wallMillis;
    }

    /** The monotonic clock jumps forward, as after a machine was suspended; ns. */
    public void jump(long by) {
        monotonic += Math.max(0, by);
    }

    /** Somebody sets the wall clock, forward or back; ms. */
    public void setWall(long byMillis) {
        wallMillis += byMillis;
    }

    /** The configuration on disk. */
    public Optional<StoredConfig> disk() {
        return disk;
    }

    void store(StoredConfig config) {
        disk = Optional.of(config);
    }

    /** The disk is new. */
    public void loseDisk() {
        disk = Optional.empty();
    }

    // ---- processes

    /** A process begins; returns its pid. */
    int add(Program program) {
        programs.add(program);
        lastPid++;
        return number * PIDS + lastPid;
    }

    void remove(Program program) {
        programs.remove(program);
    }

    /** The processes that live, daemons excepted, in the order in which they began. */
    public List<Program> programs() {
        return List.copyOf(programs);
    }

    /** Those that daemons of this node started for services. */
    List<Program> programsOf(int nodeId) {
        return programs.stream()
                .filter(each -> each.startedBy().equals(OptionalInt.of(nodeId)))
                .toList();
    }

    /** The machine is gone, and everything that ran there. */
    void powerOff() {
        programs().forEach(Program::kill);
    }
}
