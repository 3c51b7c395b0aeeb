package org.dsp.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.dsp.core.config.ClusterNode;

/** Sets of node ids as files write them: ids and ranges, {@code 1 2 10-12}. */
final class NodeSet {
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,3})-([0-9]{1,3})");
    private static final String RULE = "allowed ids or ranges like 10-12, each " + ClusterNode.IDS;

    private NodeSet() {}

    /** The ids of a setting, sorted; empty when it is absent or wrong. */
    static List<Integer> read(BlockReader reader, String name) {
        var ids = new TreeSet<Integer>();
        for (Value value : reader.values(name, RULE)) {
            Matcher range = RANGE.matcher(value.text());
            if (range.matches()) {
                addRange(reader, name, value, range, ids);
            } else {
                reader.number(name, value, ClusterNode.IDS).ifPresent(ids::add);
            }
        }
        return List.copyOf(ids);
    }

    private static void addRange(
            BlockReader reader, String name, Value value, Matcher range, Set<Integer> ids) {
        int from = Integer.parseInt(range.group(1));
        int to = Integer.parseInt(range.group(2));
        if (from > to || !ClusterNode.IDS.contains(to)) {
            reader.errorAt(value, name, " is no range of node ids", RULE);
            return;
        }
        IntStream.rangeClosed(from, to).forEach(ids::add);
    }

    /** The words that {@link #read} reads back: runs of three or more ids become ranges. */
    static List<String> words(List<Integer> ids) {
        List<String> words = new ArrayList<>();
        int i = 0;
        while (i < ids.size()) {
            int from = ids.get(i);
            int to = from;
            while (i + 1 < ids.size() && ids.get(i + 1) == to + 1) {
                to++;
                i++;
            }
            i++;
            if (to - from >= 2) {
                words.add(from + "-" + to);
            } else {
                IntStream.rangeClosed(from, to).forEach(id -> words.add(Integer.toString(id)));
            }
        }
        return words;
    }
}
