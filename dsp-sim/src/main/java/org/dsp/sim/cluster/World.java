package org.dsp.sim.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dsp.core.agent.Member;
import org.dsp.core.agent.NodeStatus;
import org.dsp.core.config.Container;
import org.dsp.sim.group.Group;
import org.dsp.sim.group.GroupTimes;
import org.dsp.sim.group.Participant;
import org.dsp.sim.group.SimView;
import org.dsp.sim.net.Dice;
import org.dsp.sim.net.Events;
import org.dsp.sim.net.Wires;

/**
 * Machines, wires, group and daemons of one run. Everything happens on the caller's thread, within
 * {@link #run}. The same seed and the same calls are the same run.
 */
public final class World {
    private static final int PORT = 3000;
    private static final long MS = Events.MS;
    private static final int ALL = 100;

    private final Events events = new Events();
    private final Dice dice;
    private final Wires wires;
    private final Group group;
    private final WorldSettings settings;
    private final Watch watch;
    private final List<Machine> machines = new ArrayList<>();
    private final List<Daemon> daemons = new ArrayList<>();
    private final List<Member> members = new ArrayList<>();
    private final Map<Member, Participant> participants = new HashMap<>();
    private final boolean[] down;
    private final int[] loads;
    private Executables executables = Executables.NONE;
    private int capacity;

    public World(long seed, WorldSettings settings, Watch watch) {
        this.dice = new Dice(seed);
        this.settings = settings;
        this.watch = watch;
        int size = settings.machines();
        this.wires = new Wires(events, dice.fork(), size);
        this.group = new Group(events, wires, dice.fork(), GroupTimes.DEFAULT);
        this.down = new boolean[size];
        this.loads = new int[size];
        for (int number = 0; number < size; number++) {
            machines.add(new Machine(events, number, dice.below(100_000)));
        }
    }

    public Events events() {
        return events;
    }

    public Wires wires() {
        return wires;
    }

    public Machine machine(int number) {
        return machines.get(number);
    }

    Group group() {
        return group;
    }

    Dice dice() {
        return dice;
    }

    Watch watch() {
        return watch;
    }

    long grain() {
        return settings.grain();
    }

    Container container() {
        return settings.container();
    }

    /** A generator of its own for whoever takes part. */
    public Dice fork() {
        return dice.fork();
    }

    /** What programs the machines have from now on. */
    public void install(Executables what) {
        executables = what;
    }

    Executables executables() {
        return executables;
    }

    /** Lets so much virtual time pass, in ns. */
    public void run(long nanos) {
        events.runUntil(events.now() + nanos);
    }

    // ---- daemons

    /** Starts a daemon; a machine that was down is up again. */
    public Daemon start(int machine, int nodeId) {
        if (down[machine]) {
            down[machine] = false;
            wires.thaw(machine);
        }
        Daemon daemon = new Daemon(this, machines.get(machine), nodeId, settings.links());
        daemons.add(daemon);
        return daemon;
    }

    /** kill -9: the machine closes its sockets. */
    public void kill(Daemon daemon) {
        daemon.crash(true);
    }

    /** The daemon's machine is gone without a word, until a daemon is started there. */
    public void powerOff(Daemon daemon) {
        int machine = daemon.machine().number();
        for (Daemon other : List.copyOf(daemons)) {
            if (other.machine() == daemon.machine()) {
                other.crash(false);
            }
        }
        machines.get(machine).powerOff();
        down[machine] = true;
        wires.freeze(machine);
    }

    /** Whether the machine is switched off. */
    public boolean isDown(int machine) {
        return down[machine];
    }

    /** The daemons whose processes live, in the order in which they were started. */
    public List<Daemon> daemons() {
        return List.copyOf(daemons);
    }

    /** The daemon that lives on this machine, the latest if there are several. */
    public Optional<Daemon> on(int machine) {
        Optional<Daemon> found = Optional.empty();
        for (Daemon daemon : daemons) {
            if (daemon.machine().number() == machine) {
                found = Optional.of(daemon);
            }
        }
        return found;
    }

    Optional<Daemon> listener(int machine, int port) {
        return daemons.stream()
                .filter(d -> d.machine().number() == machine && portOf(d.nodeId()) == port)
                .findFirst();
    }

    int portOf(int nodeId) {
        return PORT + nodeId;
    }

    void ended(Daemon daemon) {
        daemons.remove(daemon);
        watch.ended(daemon);
    }

    void register(Participant participant, Member member) {
        while (members.size() < participant.number()) {
            throw new IllegalStateException("participants are registered in order");
        }
        members.add(member);
        participants.put(member, participant);
    }

    Member member(Participant participant) {
        return members.get(participant.number());
    }

    List<Member> members(SimView view) {
        return view.members().stream().map(this::member).toList();
    }

    Optional<Participant> participant(Member member) {
        return Optional.ofNullable(participants.get(member));
    }

    /** The monotonic clock of a machine jumps forward; ns. */
    public void jump(int machine, long by) {
        machines.get(machine).jump(by);
        for (Daemon daemon : List.copyOf(daemons)) {
            if (daemon.machine().number() == machine) {
                daemon.run(() -> {});
            }
        }
    }

    // ---- what the load source says

    /** The load of a machine from now on, 0…100. */
    public void load(int machine, int percent) {
        loads[machine] = percent;
    }

    /** The load source is the sessions of a node from now on, as shares of so many. */
    public void loadBySessions(int ofSessions) {
        capacity = ofSessions;
    }

    /** What the load source of a daemon says, 0…100. */
    int loadOf(Daemon daemon) {
        if (capacity == 0) {
            return loads[daemon.machine().number()];
        }
        int sessions = daemon.status().node(daemon.nodeId()).map(NodeStatus::sessions).orElse(0);
        return Math.min(ALL, (ALL * sessions + capacity / 2) / capacity);
    }

    /** Nothing is broken, slow or frozen any more; machines that are down stay down. */
    public void heal() {
        wires.healAll();
        for (int machine = 0; machine < down.length; machine++) {
            if (down[machine]) {
                wires.freeze(machine);
            }
        }
    }

    @Override
    public String toString() {
        return "world at " + events.now() / MS + " ms";
    }
}
