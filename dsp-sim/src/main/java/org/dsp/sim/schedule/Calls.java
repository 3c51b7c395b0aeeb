package org.dsp.sim.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dsp.core.launch.StartOrder;
import org.dsp.sim.cluster.Daemon;
import org.dsp.sim.cluster.Program;
import org.dsp.sim.cluster.World;
import org.dsp.sim.net.Dice;
import org.dsp.sim.net.Events;
import org.dsp.sim.program.Client;
import org.dsp.sim.program.Client.Habits;
import org.dsp.sim.program.Manners;
import org.dsp.sim.program.Manners.Start;
import org.dsp.sim.program.Requests;
import org.dsp.sim.program.Server;

/** Clients on every machine call services; programs are started for them, and fail. */
final class Calls implements Traffic {
    private static final int FIRST_CLIENT = 50;
    private static final int MOST_CLIENTS = 3;
    private static final int MOST_FRAMES = 6;
    private static final int MOST_CAPACITY = 12;
    private static final long LOOK = 500 * Events.MS;

    /** Where a client lives; another one comes when it has gone. */
    private static final class Place {
        final int machine;
        final int endpoint;
        final Habits habits;
        Optional<Client> client = Optional.empty();

        Place(int machine, int endpoint, Habits habits) {
            this.machine = machine;
            this.endpoint = endpoint;
            this.habits = habits;
        }
    }

    private final World world;
    private final Ledger ledger;
    private final Dice dice;
    private final Trace trace;
    private final Files files;
    private final Requests requests = new Requests();
    private final List<Place> places = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private boolean calm;
    private boolean quiet;
    private boolean ended;

    Calls(World world, Ledger ledger, Dice dice, Trace trace, int nodes) {
        this.world = world;
        this.ledger = ledger;
        this.dice = dice;
        this.trace = trace;
        this.files = new Files(dice.fork());
        for (int machine = 0; machine < nodes; machine++) {
            int clients = 1 + dice.below(MOST_CLIENTS);
            for (int i = 0; i < clients; i++) {
                places.add(new Place(machine, FIRST_CLIENT + i, habits()));
            }
        }
        if (dice.chance(50)) {
            world.loadBySessions(1 + dice.below(MOST_CAPACITY));
        }
        world.install(this::run);
    }

    private Habits habits() {
        return new Habits(
                Files.SERVICES,
                dice.between(20 * Events.MS, 2 * Events.SECOND),
                dice.below(100),
                1 + dice.below(8000),
                dice.below(30));
    }

    @Override
    public List<String> lines() {
        return files.lines();
    }

    // ---- programs

    private Optional<Program> run(Daemon daemon, StartOrder order) {
        for (Program each : daemon.machine().programs()) {
            if (each instanceof Server other
                    && other.node() == daemon.nodeId()
                    && other.order().serverEndpoint() == order.serverEndpoint()) {
                problems.add(
                        "%s: a second program is started for endpoint %d, %s lives"
                                .formatted(daemon, order.serverEndpoint(), other));
            }
        }
        Manners manners = Manners.any(dice);
        return manners.start() == Start.MISSING
                ? Optional.empty()
                : Optional.of(new Server(world, daemon, order, manners, requests, dice.fork()));
    }

    // ---- clients

    @Override
    public void begin() {
        places.forEach(this::come);
        look();
    }

    private void come(Place place) {
        boolean there = place.client.isPresent() && !place.client.get().over();
        if (!there && !ended && !world.isDown(place.machine)) {
            Client client =
                    new Client(
                            world,
                            world.machine(place.machine),
                            place.endpoint,
                            place.habits,
                            requests,
                            dice.fork());
            place.client = Optional.of(client);
            if (quiet) {
                client.quiet();
            }
        }
    }

    private void look() {
        for (Place place : places) {
            if (calm || dice.chance(50)) {
                come(place);
            }
        }
        if (!ended) {
            world.events().after(LOOK, this::look);
        }
    }

    private List<Client> clients() {
        return places.stream()
                .flatMap(place -> place.client.stream())
                .filter(client -> !client.over())
                .toList();
    }

    // ---- faults

    @Override
    public void fault() {
        switch (dice.below(8)) {
            case 0, 1 -> killClient();
            case 2, 3 -> killServer();
            case 4 -> endSession();
            case 5, 6 -> breakLinks();
            default -> blink();
        }
    }

    private void killClient() {
        List<Client> all = clients();
        if (all.isEmpty()) {
            return;
        }
        Client client = all.get(dice.below(all.size()));
        trace.add("kill " + client);
        client.kill();
        places.forEach(
                place -> {
                    if (place.client.equals(Optional.of(client)) && dice.chance(50)) {
                        come(place);
                    }
                });
    }

    private void killServer() {
        List<Server> all = new ArrayList<>();
        for (int machine = 0; machine < world.wires().machines(); machine++) {
            for (Program program : world.machine(machine).programs()) {
                if (program instanceof Server server) {
                    all.add(server);
                }
            }
        }
        if (!all.isEmpty()) {
            Server server = all.get(dice.below(all.size()));
            trace.add("kill " + server);
            server.kill();
        }
    }

    private void endSession() {
        List<Daemon> all = world.daemons();
        if (all.isEmpty()) {
            return;
        }
        Daemon daemon = all.get(dice.below(all.size()));
        List<Long> ids = List.copyOf(ledger.of(daemon).keySet());
        if (!ids.isEmpty()) {
            long id = ids.get(dice.below(ids.size()));
            trace.add("end session %x at %s".formatted(id, daemon));
            daemon.endSession(id, "an operator ended it");
        }
    }

    private void breakLinks() {
        List<Daemon> all = world.daemons();
        if (!all.isEmpty()) {
            Daemon daemon = all.get(dice.below(all.size()));
            int frames = 1 + dice.below(MOST_FRAMES);
            trace.add("%d frames on, reset all connections of %s".formatted(frames, daemon));
            daemon.breakLinks(frames);
        }
    }

    /** Two machines do not hear each other for a while, about as long as the grace. */
    private void blink() {
        int from = dice.below(world.wires().machines());
        int to = dice.below(world.wires().machines());
        long time = dice.between(Events.MS, 9 * Events.SECOND);
        boolean both = dice.chance(70);
        trace.add(
                "cut m%d %s m%d for %d ms"
                        .formatted(from, both ? "and" : "to", to, time / Events.MS));
        world.wires().cut(from, to);
        if (both) {
            world.wires().cut(to, from);
        }
        world.events()
                .after(
                        time,
                        () -> {
                            world.wires().heal(from, to);
                            world.wires().heal(to, from);
                        });
    }

    // ---- the end

    @Override
    public void complete() {
        calm = true;
    }

    @Override
    public void stop() {
        quiet = true;
        clients().forEach(Client::quiet);
    }

    @Override
    public void end() {
        ended = true;
        clients().forEach(Program::kill);
    }

    @Override
    public List<String> problems() {
        List<String> found = new ArrayList<>(problems);
        found.addAll(requests.problems());
        return found;
    }

    @Override
    public List<String> wrong() {
        List<String> wrong = new ArrayList<>(requests.unanswered());
        wrong.addAll(new Lifetimes(world, ledger, clients()).wrong());
        return wrong;
    }

    @Override
    public List<String> left() {
        List<String> left = new ArrayList<>(requests.unanswered());
        left.addAll(new Lifetimes(world, ledger, List.of()).wrong());
        for (Daemon daemon : world.daemons()) {
            daemon.forEachSession(s -> left.add(daemon + " knows session " + s));
        }
        return left;
    }

    @Override
    public int sessions() {
        return ledger.everOpened();
    }

    @Override
    public int requests() {
        return requests.asked();
    }

    @Override
    public String toString() {
        return requests.toString();
    }
}
