package org.dsp.apps.latency;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.dsp.ipc.NodeInfo;

/** The kernel's counters per presented node (facts §3) at one moment. */
final class Counters {
    /** One node's: messages sent to it, messages received from it. */
    record Pair(long sent, long received) {}

    private static final Pair ZERO = new Pair(0, 0);

    private final Map<Integer, Pair> perNode;

    private Counters(Map<Integer, Pair> perNode) {
        this.perNode = perNode;
    }

    /** The counters of those of {@code nodes} that {@code info} knows. */
    static Counters of(IntStream nodes, IntFunction<Optional<NodeInfo>> info) {
        Map<Integer, Pair> perNode = new TreeMap<>();
        nodes.forEach(
                node ->
                        info.apply(node)
                                .ifPresent(
                                        i -> perNode.put(node, new Pair(i.sent(), i.received()))));
        return new Counters(perNode);
    }

    /** A line for each node whose counters changed since {@code before}, or one that says none. */
    List<String> since(Counters before) {
        List<String> lines = new ArrayList<>();
        perNode.forEach(
                (node, now) -> {
                    Pair then = before.perNode.getOrDefault(node, ZERO);
                    if (!now.equals(then)) {
                        lines.add(
                                "Kernel counters of node "
                                        + node
                                        + ": pxsent "
                                        + change(then.sent(), now.sent())
                                        + ", pxrcvd "
                                        + change(then.received(), now.received()));
                    }
                });
        return lines.isEmpty()
                ? List.of("Kernel counters: those of no other node changed")
                : List.copyOf(lines);
    }

    private static String change(long then, long now) {
        return then + " -> " + now + String.format(Locale.ROOT, " (%+d)", now - then);
    }
}
