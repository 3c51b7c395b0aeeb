package org.dsp.bench.run;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.dsp.bench.rival.HaProxy;
import org.dsp.bench.rival.Nginx;

/**
 * The ratios as a picture: for each figure, how many times better DSP is than each of the others,
 * on a logarithmic scale, with the spread, and with the bound that is held against HAProxy.
 */
final class Plot {
    private static final int WIDTH = 860;
    private static final int LEFT = 250;
    private static final int RIGHT = 30;
    private static final int TOP = 70;
    private static final int LANE = 46;
    private static final int BETWEEN_SIDES = 11;
    private static final int BOTTOM = 50;

    /** Powers of two that the scale begins and ends with at least, and at most. */
    private static final int LEAST = 1;

    private static final int MOST = 5;

    private static final Map<String, String> COLOURS =
            Map.of(HaProxy.NAME, "#1f77b4", Nginx.NAME, "#2ca02c", Sides.RELAY, "#8c564b");
    private static final List<String> ORDER = List.of(HaProxy.NAME, Nginx.NAME, Sides.RELAY);

    /** A lane of the picture: what is shown, and whether less of it is better. */
    private record Lane(String key, String what, boolean lessIsBetter) {}

    private static final List<Lane> LANES =
            List.of(
                    new Lane("rtt1.p50", "1 client: p50", true),
                    new Lane("rtt1.p99", "1 client: p99", true),
                    new Lane("rps64x1", "64 clients, 1 server: rate", false),
                    new Lane("rps64x8", "64 clients, 8 servers: rate", false),
                    new Lane("oneway64", "64 senders one way: rate", false),
                    new Lane("copy", "bulk copy: MB/s", false),
                    new Lane("cpu64", "64 clients: CPU of the proxies", true),
                    new Lane("rate64.p99", "64 clients, fixed rate: p99", true));

    private final Results results;
    private final List<Lane> lanes;
    private final int powers;
    private final StringBuilder svg = new StringBuilder();

    private Plot(Results results) {
        this.results = results;
        this.lanes = LANES.stream().filter(lane -> !shown(lane).isEmpty()).toList();
        this.powers = powers();
    }

    /** The picture, as SVG. */
    static String svg(Results results) {
        return new Plot(results).draw();
    }

    private String draw() {
        int height = TOP + lanes.size() * LANE + BOTTOM;
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                                + " font-family=\"sans-serif\" font-size=\"13\">\n",
                        WIDTH,
                        height));
        line("<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", WIDTH, height);
        text(LEFT, 22, "start", "How many times better DSP is (median, smallest, largest)");
        legend();
        scale(height - BOTTOM);
        for (int i = 0; i < lanes.size(); i++) {
            lane(lanes.get(i), TOP + i * LANE);
        }
        text(LEFT, height - 12, "start", "← the other is better");
        text(WIDTH - RIGHT, height - 12, "end", "DSP is better →");
        return svg.append("</svg>\n").toString();
    }

    private void legend() {
        int x = LEFT;
        for (String side : ORDER) {
            line("<circle cx=\"%d\" cy=\"42\" r=\"5\" fill=\"%s\"/>", x + 5, COLOURS.get(side));
            text(x + 15, 46, "start", "than " + side);
            x += 120;
        }
        line(
                "<path d=\"M%d 34v16\" stroke=\"%s\" stroke-width=\"3\" stroke-dasharray=\"4 2\"/>",
                x + 5, COLOURS.get(HaProxy.NAME));
        text(x + 15, 46, "start", "bound");
    }

    private void scale(int bottom) {
        for (int power = -powers; power <= powers; power++) {
            double x = x(Math.pow(2, power));
            line(
                    "<path d=\"M%.1f %dV%d\" stroke=\"%s\"/>",
                    x, TOP - 8, bottom, power == 0 ? "#444" : "#ddd");
            String label = power < 0 ? "1/" + (1 << -power) : Integer.toString(1 << power);
            text(x, bottom + 18, "middle", label);
        }
    }

    private void lane(Lane lane, int top) {
        text(LEFT - 12, top + LANE / 2.0, "end", lane.what());
        int row = 0;
        for (String side : shown(lane)) {
            Results.Spread spread = results.spread(lane.key() + ".vs_" + side).orElseThrow();
            int y = top + 8 + row * BETWEEN_SIDES;
            row++;
            String colour = COLOURS.get(side);
            line(
                    "<path d=\"M%.1f %dH%.1f\" stroke=\"%s\" stroke-width=\"2\"/>",
                    x(better(lane, spread.min())), y, x(better(lane, spread.max())), colour);
            line(
                    "<circle cx=\"%.1f\" cy=\"%d\" r=\"5\" fill=\"%s\"><title>%s: %s</title></circle>",
                    x(better(lane, spread.median())),
                    y,
                    colour,
                    lane.key() + ".vs_" + side,
                    Numbers.text(spread.median()));
            bound(lane.key() + ".vs_" + side)
                    .ifPresent(
                            bound ->
                                    line(
                                            "<path d=\"M%.1f %dv16\" stroke=\"%s\""
                                                    + " stroke-width=\"3\" stroke-dasharray=\"4 2\"/>",
                                            x(better(lane, bound.limit())), y - 8, colour));
        }
    }

    private List<String> shown(Lane lane) {
        return ORDER.stream()
                .filter(side -> results.spread(lane.key() + ".vs_" + side).isPresent())
                .toList();
    }

    /** Enough for every median. */
    private int powers() {
        double furthest = LEAST;
        for (Lane lane : lanes) {
            for (String side : shown(lane)) {
                Results.Spread spread = results.spread(lane.key() + ".vs_" + side).orElseThrow();
                furthest = Math.max(furthest, Math.abs(log2(spread.median())));
            }
        }
        return (int) Math.min(MOST, Math.ceil(furthest));
    }

    /** Where a value is; one beyond the scale is at its end. */
    private double x(double value) {
        double at = Math.max(-powers, Math.min(powers, log2(value)));
        return LEFT + (at + powers) / (2.0 * powers) * (WIDTH - LEFT - RIGHT);
    }

    private void text(double x, double y, String anchor, String what) {
        line("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, what);
    }

    private void line(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static Optional<Bound> bound(String name) {
        return Bound.all().stream().filter(bound -> bound.name().equals(name)).findFirst();
    }

    private static double better(Lane lane, double ratio) {
        return lane.lessIsBetter() ? 1 / ratio : ratio;
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }
}
