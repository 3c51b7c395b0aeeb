package org.dsp.bench.run;

import java.util.ArrayList;
import java.util.List;
import org.dsp.bench.rival.HaProxy;
import org.dsp.bench.rival.Nginx;

/** The rows of the table that compare the sides. */
final class Rows {
    /** Clients of the rows with many. */
    static final int MANY = 64;

    /** Server programs of the row with several. */
    static final int SERVERS = 8;

    /** The key of that row. */
    static final String SEVERAL_SERVERS = "rps64x8";

    /** What the rate of most rows is called. */
    static final String ROUND_TRIPS = "round trips/s";

    private static final List<String> EVERY =
            List.of(Sides.DSP, HaProxy.NAME, Nginx.NAME, Sides.RELAY);

    private final Starter starter;
    private final Sides sides;

    /**
     * @param servers programs behind each side; the rows with one server use the first
     */
    Rows(Starter starter, int servers) {
        this.starter = starter;
        this.sides = new Sides(starter, servers);
    }

    /** All rows, in the order of the table. */
    List<Row> all() {
        List<Row> rows = new ArrayList<>();
        rows.add(direct());
        rows.add(one());
        rows.add(
                row(
                        "rps64x1",
                        "request/reply, clients: 64, servers: 1",
                        new Load("rtt " + MANY, figures("rtt64", "rps64x1", "cpu64", ROUND_TRIPS)),
                        Sides.RELAY));
        rows.add(
                row(
                        SEVERAL_SERVERS,
                        "request/reply, clients: 64, servers: 8",
                        new Load(
                                "spread " + MANY,
                                figures("rtt64x8", SEVERAL_SERVERS, "cpu64x8", ROUND_TRIPS))));
        rows.add(
                row(
                        "oneway64",
                        "one way, senders: 64, servers: 1, each waits until its message is taken",
                        new Load(
                                "send " + MANY,
                                figures("oneway64.lat", "oneway64", "oneway64.cpu", "sent/s"))));
        rows.add(copy());
        rows.add(halfRate());
        rows.add(new StoppedPeer(starter).row());
        rows.add(new Agents(starter).row());
        rows.add(new Starts(starter).row());
        rows.addAll(new Routing(starter).rows());
        rows.add(new Services(starter).row());
        rows.add(new SystemCalls(starter, sides).row(EVERY));
        return rows;
    }

    private Row direct() {
        Load load = new Load("rtt 1", figures("direct1", "direct1.rps", "", ROUND_TRIPS));
        return new Row(
                "direct",
                "no proxy, request/reply, clients: 1, servers: 1",
                load.figures().all(),
                List.of(load.by(sides, Sides.DIRECT_UNIX), load.by(sides, Sides.DIRECT_TCP)));
    }

    private Row one() {
        return row(
                "rtt1",
                "request/reply, clients: 1, servers: 1",
                new Load("rtt 1", figures("rtt1", "rps1x1", "cpu1", ROUND_TRIPS)),
                Sides.RELAY);
    }

    private Row copy() {
        List<Contender> contenders = new ArrayList<>();
        for (String name : EVERY) {
            contenders.add(new Contender(name, length -> Copying.round(sides.of(name), length)));
        }
        return new Row(
                "copy",
                "memory to memory, 1 client, in pieces of 1 MiB",
                Copying.FIGURES,
                contenders);
    }

    private Row halfRate() {
        HalfRate load = new HalfRate();
        return new Row(
                "rate64",
                "request/reply, clients: 64, servers: 1, at half the rate that the slowest reaches, the same for all",
                load.figures().all(),
                EVERY.stream().map(name -> load.by(sides, name)).toList());
    }

    private Row row(String key, String title, Load load, String... more) {
        List<Contender> contenders = new ArrayList<>();
        for (String name : List.of(Sides.DSP, HaProxy.NAME, Nginx.NAME)) {
            contenders.add(load.by(sides, name));
        }
        for (String name : more) {
            contenders.add(load.by(sides, name));
        }
        return new Row(key, title, load.figures().all(), contenders);
    }

    private static LoadFigures figures(String latency, String rate, String cpu, String what) {
        return LoadFigures.of(latency, rate, cpu, what);
    }
}
