package org.dsp.bench.run;

import java.util.ArrayList;
import java.util.List;

/**
 * Which CPUs the processes of one node may use. The client's node and the server's node have their
 * own, as two machines would: without that, a round trip takes 5 µs or 15 µs as the scheduler
 * likes.
 *
 * @param clientSide CPUs of clients and the first daemon; empty = not pinned
 * @param serverSide CPUs of the second daemon and the server; empty = not pinned
 */
record Pinning(List<Integer> clientSide, List<Integer> serverSide) {
    private static final Pinning NONE = new Pinning(List.of(), List.of());

    Pinning {
        clientSide = List.copyOf(clientSide);
        serverSide = List.copyOf(serverSide);
    }

    /**
     * Halves the CPUs that this process may use; more than four of them change nothing, as each
     * node has two busy threads. With one CPU, or without {@code taskset}, nothing is pinned.
     */
    static Pinning of(List<Integer> allowed, boolean taskset) {
        if (!taskset || allowed.size() < 2) {
            return NONE;
        }
        int each = Math.min(2, allowed.size() / 2);
        return new Pinning(allowed.subList(0, each), allowed.subList(each, 2 * each));
    }

    /** What a command of the client's node begins with. */
    List<String> clientPrefix() {
        return prefix(clientSide);
    }

    /** What a command of the server's node begins with. */
    List<String> serverPrefix() {
        return prefix(serverSide);
    }

    /** For the report. */
    String describe() {
        if (clientSide.isEmpty()) {
            return "none (one CPU, or no taskset)";
        }
        return "clients and first proxy on CPU "
                + list(clientSide)
                + ", second proxy and server on CPU "
                + list(serverSide)
                + " (taskset -c)";
    }

    private static List<String> prefix(List<Integer> cpus) {
        return cpus.isEmpty() ? List.of() : List.of("taskset", "-c", list(cpus));
    }

    private static String list(List<Integer> cpus) {
        List<String> numbers = new ArrayList<>();
        cpus.forEach(cpu -> numbers.add(cpu.toString()));
        return String.join(",", numbers);
    }
}
