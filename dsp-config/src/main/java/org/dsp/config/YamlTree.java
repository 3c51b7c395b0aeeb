package org.dsp.config;

import java.io.StringReader;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * A YAML text as a tree of marked nodes. Nothing is constructed from it: no tag makes an object,
 * and every scalar stays the text that was written.
 */
final class YamlTree {
    private static final String RULE = "allowed YAML, a mapping";
    private static final int DEPTH = 16;
    private static final int ALIASES = 50;

    private YamlTree() {}

    /** The top mapping; empty for an empty text, or after an error. */
    static Optional<MappingNode> read(String text, Problems problems) {
        if (hasStrangeCharacter(text, problems)) {
            return Optional.empty();
        }
        Optional<Node> root = compose(text, problems);
        if (root.isPresent() && !(root.get() instanceof MappingNode)) {
            problems.error(at(root.get()), "no mapping at the top", RULE);
        }
        return root.filter(MappingNode.class::isInstance).map(MappingNode.class::cast);
    }

    /** Where a node begins. */
    static Position at(Node node) {
        return position(node.getStartMark());
    }

    // Whatever the library throws on a text means that the text is no YAML.
    private static Optional<Node> compose(String text, Problems problems) {
        try {
            var yaml = new Yaml(new SafeConstructor(options()));
            return Optional.ofNullable(yaml.compose(new StringReader(text)));
        } catch (MarkedYAMLException e) {
            Position at =
                    Optional.ofNullable(e.getProblemMark())
                            .map(YamlTree::position)
                            .orElse(Position.WHOLE);
            problems.error(at, "no YAML: " + problem(e), RULE);
        } catch (RuntimeException e) {
            problems.error(
                    Position.WHOLE,
                    "no YAML: " + Quoted.plain(String.valueOf(e.getMessage())),
                    RULE);
        }
        return Optional.empty();
    }

    private static LoaderOptions options() {
        var options = new LoaderOptions();
        options.setCodePointLimit(SourceText.MAX);
        options.setNestingDepthLimit(DEPTH);
        options.setMaxAliasesForCollections(ALIASES);
        return options;
    }

    /** Without the library's excerpt of the text and the names in it: they may show a password. */
    private static String problem(MarkedYAMLException e) {
        String problem = String.valueOf(e.getProblem());
        return problem.startsWith("found undefined alias")
                ? "an alias of nothing"
                : Quoted.plain(problem);
    }

    private static boolean hasStrangeCharacter(String text, Problems problems) {
        int line = 1;
        int column = 1;
        int index = 0;
        while (index < text.length()) {
            int c = text.codePointAt(index);
            if (!StreamReader.isPrintable(c)) {
                String wrong = String.format("character U+%04X", c);
                problems.error(new Position(line, column), wrong, "allowed printable characters");
                return true;
            }
            index += Character.charCount(c);
            column++;
            if (c == '\n') {
                line++;
                column = 1;
            }
        }
        return false;
    }

    private static Position position(Mark mark) {
        return new Position(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
