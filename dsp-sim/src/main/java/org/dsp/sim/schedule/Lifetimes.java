package org.dsp.sim.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dsp.core.agent.Session;
import org.dsp.core.kernel.EndpointStatus;
import org.dsp.sim.cluster.Daemon;
import org.dsp.sim.cluster.Program;
import org.dsp.sim.cluster.World;
import org.dsp.sim.program.Client;
import org.dsp.sim.program.Server;

/**
 * When faults have stopped and nobody calls: no session outlives its client, its program or either
 * node, each program works for one session, and what is bound is somebody's.
 */
final class Lifetimes {
    private final World world;
    private final Ledger ledger;
    private final List<Client> clients;
    private final List<String> wrong = new ArrayList<>();

    /** Sessions of clients, by their nodes. */
    private final Map<Integer, Integer> held = new HashMap<>();

    /** Programs that work for a session. */
    private final Set<Program> used = new HashSet<>();

    /**
     * @param clients those that live
     */
    Lifetimes(World world, Ledger ledger, List<Client> clients) {
        this.world = world;
        this.ledger = ledger;
        this.clients = clients;
    }

    /** What is wrong, in words. */
    List<String> wrong() {
        for (Daemon daemon : world.daemons()) {
            ledger.of(daemon).values().forEach(open -> session(daemon, open.session()));
        }
        world.daemons().forEach(this::tables);
        // Where a daemon was refused because its node runs elsewhere, nobody can bind.
        clients.stream()
                .filter(client -> world.on(client.machine().number()).isPresent())
                .forEach(
                        client ->
                                expect(
                                        client.generation() != 0,
                                        client + " is not bound, or calls"));
        // Where no daemon came again, nobody can end what a killed one left behind.
        for (int machine = 0; machine < world.wires().machines(); machine++) {
            if (world.on(machine).isPresent()) {
                world.machine(machine).programs().forEach(this::left);
            }
        }
        return wrong;
    }

    private void session(Daemon owner, Session session) {
        held.merge(session.clientNode(), 1, Integer::sum);
        expect(
                clients.stream().anyMatch(client -> isOf(session, client)),
                "no client for session " + session);
        Optional<Program> program =
                owner.machine().programs().stream()
                        .filter(each -> each.pid() == session.serverPid())
                        .findFirst();
        boolean serves =
                program.isPresent()
                        && program.get() instanceof Server server
                        && server.bound()
                        && server.order().serverEndpoint() == session.serverEp();
        expect(serves, "no program for session " + session);
        program.ifPresent(
                each -> expect(used.add(each), each + " works for two, one is " + session));
    }

    private void left(Program program) {
        expect(used.contains(program) || clients.contains(program), program + " is left over");
    }

    private boolean isOf(Session session, Client client) {
        Optional<Integer> node = world.on(client.machine().number()).map(Daemon::nodeId);
        return node.equals(Optional.of(session.clientNode()))
                && client.pid() == session.clientPid()
                && client.endpoint() == session.clientEp()
                && client.generation() == session.clientGeneration();
    }

    private void tables(Daemon daemon) {
        int serves = ledger.of(daemon).size();
        expect(
                daemon.serverSessions() == serves,
                "%s serves %d sessions, %d are open"
                        .formatted(daemon, daemon.serverSessions(), serves));
        int has = held.getOrDefault(daemon.nodeId(), 0);
        expect(
                daemon.clientSessions() == has,
                "%s has %d sessions of its clients, %d are open"
                        .formatted(daemon, daemon.clientSessions(), has));
        for (EndpointStatus bound : daemon.endpoints()) {
            expect(
                    daemon.machine().programs().stream()
                            .anyMatch(program -> program.pid() == bound.pid()),
                    daemon + ": nobody lives who has bound " + bound);
        }
    }

    private void expect(boolean holds, String otherwise) {
        if (!holds) {
            wrong.add(otherwise);
        }
    }
}
