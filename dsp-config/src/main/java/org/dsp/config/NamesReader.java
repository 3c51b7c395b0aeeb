package org.dsp.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.dsp.core.config.ClusterNode;
import org.dsp.core.config.Container;
import org.dsp.core.config.RemoteName;
import org.dsp.core.config.Texts;

/** The {@code names} of a node file: where endpoints live that nobody bound here. */
final class NamesReader {
    private static final String RULE = "allowed a list of {endpoint: N, node: N, name: N, dcid: N}";
    private static final String NAME_RULE =
            "1 to %d letters, digits, '.', '_' or '-', the first a letter or a digit"
                    .formatted(RemoteName.NAME_MAX);

    private record Key(int dcid, int endpoint) {}

    private record Entry(RemoteName name, BlockReader reader) {}

    private final List<Entry> entries = new ArrayList<>();
    private final Map<Key, Entry> byKey = new HashMap<>();
    private boolean faulty;

    NamesReader(BlockReader file, Problems problems, OptionalInt localNode) {
        for (Block block : file.blocks("names", RULE)) {
            var reader = new BlockReader(block, problems);
            Optional<RemoteName> name = read(reader, localNode);
            name.ifPresent(right -> keep(new Entry(right, reader), block));
            faulty |= reader.faulty();
        }
    }

    /** Whether an entry is wrong; that is reported. */
    boolean faulty() {
        return faulty;
    }

    /** Those that are right, in order. */
    List<RemoteName> names() {
        return entries.stream().map(Entry::name).toList();
    }

    /** Reports what an entry has against the cluster's containers and nodes. */
    void judge(NamesJudge judge) {
        entries.forEach(entry -> judge.judge(entry.name, entry.reader));
    }

    private static Optional<RemoteName> read(BlockReader reader, OptionalInt localNode) {
        reader.require("endpoint", "allowed " + RemoteName.ENDPOINTS);
        reader.require("node", "allowed " + ClusterNode.IDS);
        OptionalInt endpoint = reader.integer("endpoint", RemoteName.ENDPOINTS);
        OptionalInt node = reader.integer("node", ClusterNode.IDS);
        Optional<String> name = reader.text("name", NamesReader::isName, NAME_RULE);
        int dcid = reader.integer("dcid", Container.IDS).orElse(Container.DEFAULT.dcid());
        if (node.isPresent() && node.equals(localNode)) {
            String wrong = "node " + node.getAsInt() + " is this node itself";
            reader.error("node", wrong, "allowed another node");
        }
        reader.finish();
        if (reader.faulty()) {
            return Optional.empty();
        }
        int number = endpoint.orElseThrow();
        String shown = name.orElse(RemoteName.defaultName(number));
        return Optional.of(new RemoteName(number, node.orElseThrow(), shown, dcid));
    }

    private void keep(Entry entry, Block block) {
        RemoteName name = entry.name;
        Entry first = byKey.putIfAbsent(new Key(name.dcid(), name.endpoint()), entry);
        if (first == null) {
            entries.add(entry);
            return;
        }
        String wrong =
                "endpoint %d of %s is given again, first at line %d"
                        .formatted(
                                name.endpoint(), block.label(), first.reader.at("endpoint").line());
        entry.reader.error("endpoint", wrong, "allowed once in each container");
    }

    private static boolean isName(String text) {
        return Texts.isName(text) && text.length() <= RemoteName.NAME_MAX;
    }
}
