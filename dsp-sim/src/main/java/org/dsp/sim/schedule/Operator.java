package org.dsp.sim.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.dsp.core.agent.ConfigText;
import org.dsp.sim.cluster.Daemon;
import org.dsp.sim.cluster.PlainReader;
import org.dsp.sim.cluster.World;
import org.dsp.sim.net.Dice;

/** Who types commands at the nodes, several at once now and then, wrong ones too. */
final class Operator {
    private final World world;
    private final Ledger ledger;
    private final Dice dice;
    private final Trace trace;
    private final int nodes;
    private final int servers;
    private final Supplier<List<String>> more;
    private long requests;
    private int variants;

    /**
     * @param servers how many of the nodes, from 0 on, the files list as servers, or one fewer
     * @param more lines of each file
     */
    Operator(
            World world,
            Ledger ledger,
            Dice dice,
            Trace trace,
            int nodes,
            int servers,
            Supplier<List<String>> more) {
        this.world = world;
        this.ledger = ledger;
        this.dice = dice;
        this.trace = trace;
        this.nodes = nodes;
        this.servers = servers;
        this.more = more;
    }

    /** One command, or two at once. */
    void one() {
        List<Daemon> configured = new ArrayList<>();
        for (Daemon daemon : world.daemons()) {
            if (daemon.status().epoch().isConfigured()) {
                configured.add(daemon);
            }
        }
        if (configured.isEmpty()) {
            return;
        }
        Daemon at = configured.get(dice.below(configured.size()));
        switch (dice.below(8)) {
            case 0 -> configure(at, PlainReader.wrong(++variants));
            case 1, 2 -> {
                configure(at, good());
                configure(configured.get(dice.below(configured.size())), good());
            }
            case 3, 4 -> {
                boolean on = dice.below(2) == 0;
                trace.add((on ? "drain " : "no drain ") + at);
                at.drain(on);
            }
            case 5 -> {
                boolean on = dice.below(2) == 0;
                trace.add((on ? "maintenance " : "no maintenance ") + at);
                at.maintenance(on);
            }
            case 6 -> {
                int load = dice.below(101);
                trace.add("load " + load + " at m" + at.machine().number());
                world.load(at.machine().number(), load);
            }
            default -> configure(at, good());
        }
    }

    /** The first configuration, from one node or from two at once. */
    void begin() {
        List<Daemon> all = world.daemons();
        if (!all.isEmpty()) {
            configure(all.get(dice.below(all.size())), good());
            if (dice.below(4) == 0) {
                configure(all.get(dice.below(all.size())), good());
            }
        }
    }

    /** Another file with the same nodes, or with one node fewer. */
    private ConfigText good() {
        List<Integer> listed = new ArrayList<>();
        int size = servers > 1 && dice.below(4) == 0 ? servers - 1 : servers;
        for (int id = 0; id < size; id++) {
            listed.add(id);
        }
        List<Integer> clients = new ArrayList<>();
        for (int id = size; id < nodes; id++) {
            if (dice.below(2) == 0) {
                clients.add(id);
            }
        }
        return PlainReader.text(listed, clients, more.get(), ++variants);
    }

    private void configure(Daemon at, ConfigText text) {
        long request = ++requests;
        trace.add("config " + text.name() + ", variant " + variants + ", at " + at);
        ledger.asked(at, request);
        at.configure(text, request);
    }
}
