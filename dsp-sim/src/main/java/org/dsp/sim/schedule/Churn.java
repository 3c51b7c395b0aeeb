package org.dsp.sim.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.dsp.core.agent.AgentState;
import org.dsp.core.agent.Session;
import org.dsp.sim.cluster.Daemon;
import org.dsp.sim.cluster.World;
import org.dsp.sim.net.Dice;
import org.dsp.sim.net.Events;

/**
 * Sessions that server nodes open and close, as their routers would: for clients on nodes that are
 * linked, now and then two for one client.
 */
final class Churn implements Traffic {
    private static final int EXT_EP = 20;
    private static final int SERVER_EPS = 30;
    private static final int CLIENT_EP = 50;
    private static final int CLIENT_EPS = 100;
    private static final int MANY = 30;
    private static final int TWICE = 4;

    private final World world;
    private final Ledger ledger;
    private final Dice dice;
    private final long longest;
    private boolean stopped;
    private int opened;

    /**
     * @param longest time between two, in ns
     */
    Churn(World world, Ledger ledger, Dice dice, long longest) {
        this.world = world;
        this.ledger = ledger;
        this.dice = dice;
        this.longest = longest;
    }

    @Override
    public void begin() {
        next();
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public String toString() {
        return opened + " sessions";
    }

    @Override
    public int sessions() {
        return opened;
    }

    private void next() {
        world.events().after(dice.between(Events.MS, longest), this::one);
    }

    private void one() {
        if (stopped) {
            return;
        }
        next();
        List<Daemon> daemons = world.daemons();
        if (daemons.isEmpty()) {
            return;
        }
        Daemon owner = daemons.get(dice.below(daemons.size()));
        if (world.wires().isFrozen(owner.machine().number())) {
            return;
        }
        int has = ledger.of(owner).size();
        if (has > 0 && (has >= MANY || dice.below(2) == 0)) {
            close(owner);
        } else if (owner.status().state() == AgentState.INITIALIZED) {
            open(owner);
        }
    }

    private void close(Daemon owner) {
        List<Long> ids = new ArrayList<>(ledger.of(owner).keySet());
        long id = ids.get(dice.below(ids.size()));
        ledger.closed(owner, id);
        owner.close(id);
    }

    private void open(Daemon owner) {
        List<Daemon> clients = new ArrayList<>();
        for (Daemon client : world.daemons()) {
            if (linked(owner, client)) {
                clients.add(client);
            }
        }
        if (clients.isEmpty()) {
            return;
        }
        Daemon client = clients.get(dice.below(clients.size()));
        boolean twice = dice.chance(TWICE);
        int ep = CLIENT_EP + (twice ? 0 : dice.below(CLIENT_EPS));
        int generation = twice ? 1 : dice.below(Integer.MAX_VALUE);
        Session session =
                new Session(
                        dice.nonZero(),
                        0,
                        EXT_EP,
                        client.nodeId(),
                        ep,
                        generation,
                        dice.below(Short.MAX_VALUE),
                        owner.nodeId(),
                        dice.below(SERVER_EPS),
                        dice.below(Short.MAX_VALUE),
                        owner.machine().millis());
        boolean serves =
                ledger.of(owner).values().stream()
                        .anyMatch(open -> open.stream().equals(stream(session)));
        if (!serves) {
            ledger.opened(owner, new OpenSession(session, client.life()));
            opened++;
            owner.open(session);
        }
    }

    private static OpenSession.Stream stream(Session session) {
        return new OpenSession(session, 0).stream();
    }

    private boolean linked(Daemon owner, Daemon client) {
        OptionalLong life = ledger.linkedLife(owner, client.nodeId());
        return client == owner || (life.isPresent() && life.getAsLong() == client.life());
    }
}
