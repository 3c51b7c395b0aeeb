package org.dsp.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A YAML tree as blocks: {@code keyword: {name: {setting: value}}}. */
final class YamlReader {
    private static final String KEY_RULE = "allowed a word";
    private static final String ONCE = "allowed once, with all its names below it";
    private static final String BLOCK_RULE = "allowed keyword: {name: {setting: value}}";
    private static final String VALUE_RULE = "allowed setting: value, or setting: [value, value]";

    private final Problems problems;

    private YamlReader(Problems problems) {
        this.problems = problems;
    }

    /**
     * The blocks of a cluster file, in order.
     *
     * @param keywords what a block can be; another word becomes one empty block without a name
     */
    static List<Block> blocks(MappingNode root, Set<String> keywords, Problems problems) {
        return new YamlReader(problems).keywords(root, keywords);
    }

    /** A whole file as one block without a name. */
    static Block single(String label, MappingNode root, Problems problems) {
        return new YamlReader(problems).block(label, "", YamlTree.at(root), root);
    }

    private List<Block> keywords(MappingNode root, Set<String> known) {
        List<Block> blocks = new ArrayList<>();
        Map<String, Position> seen = new HashMap<>();
        for (NodeTuple tuple : root.getValue()) {
            Optional<String> key = key(tuple);
            if (key.isEmpty()) {
                continue;
            }
            String keyword = key.get();
            Position at = YamlTree.at(tuple.getKeyNode());
            Position first = seen.putIfAbsent(keyword, at);
            if (first != null) {
                String wrong = "%s is given again, first at line %d";
                problems.error(at, wrong.formatted(Quoted.of(keyword), first.line()), ONCE);
            }
            if (known.contains(keyword)) {
                named(keyword, tuple.getValueNode(), blocks);
            } else {
                blocks.add(new Block(keyword, "", at, at, List.of()));
            }
        }
        return blocks;
    }

    private void named(String keyword, Node names, List<Block> blocks) {
        if (isNull(names)) {
            return;
        }
        if (!(names instanceof MappingNode mapping)) {
            problems.error(YamlTree.at(names), Quoted.of(keyword) + " has no names", BLOCK_RULE);
            return;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            Optional<String> name = key(tuple);
            if (name.isPresent()) {
                Position at = YamlTree.at(tuple.getKeyNode());
                blocks.add(block(keyword, name.get(), at, tuple.getValueNode()));
            }
        }
    }

    private Block block(String keyword, String name, Position at, Node settings) {
        List<Item> items = new ArrayList<>();
        if (settings instanceof MappingNode mapping) {
            mapping.getValue().forEach(tuple -> item(tuple, true).ifPresent(items::add));
        } else if (!isNull(settings)) {
            problems.error(YamlTree.at(settings), "no settings here", VALUE_RULE);
        }
        return new Block(keyword, name, at, at, items);
    }

    /**
     * @param nested whether a list of mappings may stand here; they hold none themselves
     */
    private Optional<Item> item(NodeTuple tuple, boolean nested) {
        Optional<String> key = key(tuple);
        if (key.isEmpty()) {
            return Optional.empty();
        }
        List<Value> values = new ArrayList<>();
        List<Block> blocks = new ArrayList<>();
        Node node = tuple.getValueNode();
        if (node instanceof SequenceNode sequence) {
            for (Node entry : sequence.getValue()) {
                if (nested && entry instanceof MappingNode mapping) {
                    int number = blocks.size() + 1;
                    blocks.add(entry("entry " + number + " of " + key.get(), mapping));
                } else {
                    value(entry, values);
                }
            }
        } else {
            value(node, values);
        }
        return Optional.of(
                new Item(key.get(), YamlTree.at(tuple.getKeyNode()), values, blocks, false));
    }

    private Block entry(String label, MappingNode mapping) {
        List<Item> items = new ArrayList<>();
        mapping.getValue().forEach(tuple -> item(tuple, false).ifPresent(items::add));
        Position at = YamlTree.at(mapping);
        return new Block(label, "", at, at, items);
    }

    private void value(Node node, List<Value> values) {
        if (isNull(node)) {
            return;
        }
        if (node instanceof ScalarNode scalar) {
            requirePlainTag(scalar);
            values.add(new Value(scalar.getValue(), YamlTree.at(scalar)));
        } else {
            problems.error(YamlTree.at(node), "no value here", VALUE_RULE);
        }
    }

    private Optional<String> key(NodeTuple tuple) {
        if (tuple.getKeyNode() instanceof ScalarNode scalar) {
            requirePlainTag(scalar);
            return Optional.of(scalar.getValue());
        }
        problems.error(YamlTree.at(tuple.getKeyNode()), "this key is no word", KEY_RULE);
        return Optional.empty();
    }

    private void requirePlainTag(ScalarNode scalar) {
        if (!scalar.getTag().getValue().startsWith(Tag.PREFIX)) {
            problems.error(YamlTree.at(scalar), "a tag", "allowed values without tags");
        }
    }

    private static boolean isNull(Node node) {
        return node instanceof ScalarNode scalar
                && scalar.isPlain()
                && scalar.getTag().equals(Tag.NULL);
    }
}
