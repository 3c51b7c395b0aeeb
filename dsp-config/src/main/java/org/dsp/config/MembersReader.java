package org.dsp.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.dsp.core.config.ClusterNode;
import org.dsp.core.config.GroupMember;
import org.dsp.core.config.Texts;

/** The {@code members} of a node file: where a static group looks for others. */
final class MembersReader {
    private static final String RULE = "allowed a list of {node: N, address: HOST}";

    private final List<GroupMember> members = new ArrayList<>();
    private final Map<Integer, Integer> lines = new HashMap<>();
    private boolean faulty;

    MembersReader(BlockReader file, Problems problems) {
        for (Block block : file.blocks("members", RULE)) {
            var reader = new BlockReader(block, problems);
            read(reader, block.label()).ifPresent(members::add);
            faulty |= reader.faulty();
        }
    }

    /** Whether an entry is wrong; that is reported. */
    boolean faulty() {
        return faulty;
    }

    /** Those that are right, in order. */
    List<GroupMember> members() {
        return members;
    }

    private Optional<GroupMember> read(BlockReader reader, String label) {
        reader.require("node", "allowed " + ClusterNode.IDS);
        reader.require("address", "allowed " + Texts.HOST_RULE);
        OptionalInt node = reader.integer("node", ClusterNode.IDS);
        Optional<String> address = reader.text("address", Texts::isHost, Texts.HOST_RULE);
        if (node.isPresent()) {
            Integer first = lines.putIfAbsent(node.getAsInt(), reader.at("node").line());
            if (first != null) {
                String wrong = "node %d of %s is given again, first at line %d";
                reader.error(
                        "node", wrong.formatted(node.getAsInt(), label, first), "allowed once");
            }
        }
        reader.finish();
        return reader.faulty()
                ? Optional.empty()
                : Optional.of(new GroupMember(node.orElseThrow(), address.orElseThrow()));
    }
}
