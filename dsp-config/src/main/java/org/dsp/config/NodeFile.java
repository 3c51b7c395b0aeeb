package org.dsp.config;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.dsp.core.config.NodeFileSettings;

/**
 * The node file: what one daemon is told about itself, in YAML. {@code etc/dspd.yaml} lists every
 * setting. Stateless: any thread may call.
 */
public final class NodeFile {
    private NodeFile() {}

    /** Reads a file. It never throws: a file that cannot be read is an error like others. */
    public static Parsed<NodeFileSettings> read(Path file) {
        var problems = new Problems(file.toString());
        return parsed(file, () -> SourceText.read(file, problems), problems);
    }

    /**
     * Reads a text. It never throws.
     *
     * @param file that it came from: relative paths in it are meant from where that is
     */
    public static Parsed<NodeFileSettings> parse(Path file, String text) {
        var problems = new Problems(file.toString());
        return parsed(file, () -> SourceText.of(text, problems), problems);
    }

    private static Parsed<NodeFileSettings> parsed(
            Path file, Supplier<Optional<String>> text, Problems problems) {
        return problems.outcome(
                () ->
                        text.get()
                                .flatMap(content -> NodeFileReader.of(file, content, problems))
                                .flatMap(NodeFileReader::settings));
    }
}
