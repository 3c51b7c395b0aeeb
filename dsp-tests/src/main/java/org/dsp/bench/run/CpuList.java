package org.dsp.bench.run;

import java.util.ArrayList;
import java.util.List;

/** The kernel's way of writing a set of CPUs, such as {@code 0-3,8}. */
final class CpuList {
    private CpuList() {}

    /** The CPUs of such a text, ascending. */
    static List<Integer> parse(String text) {
        List<Integer> cpus = new ArrayList<>();
        for (String part : text.strip().split(",", -1)) {
            int dash = part.indexOf('-');
            int first = Integer.parseInt(dash < 0 ? part : part.substring(0, dash));
            int last = Integer.parseInt(part.substring(dash + 1));
            for (int cpu = first; cpu <= last; cpu++) {
                cpus.add(cpu);
            }
        }
        return cpus;
    }
}
