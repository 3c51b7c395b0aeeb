package org.dsp.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.dsp.core.agent.ConfigText;
import org.dsp.core.config.ClusterConfig;
import org.yaml.snakeyaml.nodes.MappingNode;

/**
 * The cluster file, in either form: YAML when its name ends in {@code .yaml} or {@code .yml}, else
 * the {@code .cfg} grammar. Both say the same, {@code docs/configuration.md} says what. Stateless:
 * any thread may call.
 */
public final class ClusterFile {
    private ClusterFile() {}

    /** Reads a file. It never throws: a file that cannot be read is an error like others. */
    public static Parsed<ClusterConfig> read(Path file) {
        var problems = new Problems(file.toString());
        return parsed(file.toString(), () -> SourceText.read(file, problems), problems);
    }

    /**
     * Reads a text. It never throws.
     *
     * @param name of the file it came from: decides the form, and stands in messages
     */
    public static Parsed<ClusterConfig> parse(String name, String text) {
        var problems = new Problems(name);
        return parsed(name, () -> SourceText.of(text, problems), problems);
    }

    /** A text without passwords, in the {@code .cfg} grammar; empty if it cannot be read. */
    public static Optional<String> withoutSecrets(ConfigText text) {
        return parse(text.name(), text.text())
                .value()
                .map(config -> toCfg(config, Secrets.LEFT_OUT));
    }

    /**
     * Where each block of a text stands, as {@code file:line:column}, by {@link
     * org.dsp.core.config.Part#label}. It never throws.
     *
     * @param name of the file it came from
     */
    static Map<String, String> places(String name, String text) {
        var problems = new Problems(name);
        Map<String, String> places = new HashMap<>();
        problems.bounded(() -> SourceText.of(text, problems))
                .flatMap(content -> problems.bounded(() -> blocks(name, content, problems)))
                .orElse(List.of())
                .forEach(
                        block ->
                                places.put(
                                        block.label(),
                                        "%s:%d:%d"
                                                .formatted(
                                                        name,
                                                        block.at().line(),
                                                        block.at().column())));
        return places;
    }

    /** The configuration as {@code .cfg}, with every setting written out. */
    public static String toCfg(ClusterConfig config, Secrets secrets) {
        return CfgWriter.write(ClusterBlocks.of(secrets.in(config)));
    }

    /** The configuration as YAML, with every setting written out. */
    public static String toYaml(ClusterConfig config, Secrets secrets) {
        return YamlWriter.write(ClusterBlocks.of(secrets.in(config)));
    }

    private static Parsed<ClusterConfig> parsed(
            String name, Supplier<Optional<String>> text, Problems problems) {
        return problems.outcome(
                () ->
                        text.get()
                                .flatMap(content -> blocks(name, content, problems))
                                .flatMap(blocks -> ClusterReader.read(blocks, problems)));
    }

    /** Empty when the text has no structure to judge. */
    private static Optional<List<Block>> blocks(String name, String text, Problems problems) {
        if (!isYaml(name)) {
            return Optional.of(CfgReader.read(text, ClusterReader.KEYWORDS, problems));
        }
        Optional<MappingNode> root = YamlTree.read(text, problems);
        if (root.isEmpty() && problems.errorCount() > 0) {
            return Optional.empty();
        }
        return Optional.of(
                root.map(mapping -> YamlReader.blocks(mapping, ClusterReader.KEYWORDS, problems))
                        .orElse(List.of()));
    }

    private static boolean isYaml(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".yaml") || lower.endsWith(".yml");
    }

    /** Whether a writer writes passwords. */
    public enum Secrets {
        /** For whatever is shown or logged. */
        LEFT_OUT {
            @Override
            ClusterConfig in(ClusterConfig config) {
                return config.withoutSecrets();
            }
        },
        /** For a file that only its owner reads. */
        WRITTEN {
            @Override
            ClusterConfig in(ClusterConfig config) {
                return config;
            }
        };

        abstract ClusterConfig in(ClusterConfig config);
    }
}
