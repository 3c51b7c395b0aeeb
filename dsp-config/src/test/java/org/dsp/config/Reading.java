package org.dsp.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.dsp.core.config.ClusterConfig;

/** What the tests read, and where from. */
final class Reading {
    /** Where {@code etc/} and {@code docs/} are, from the module's directory. */
    static final Path ROOT = Path.of("..");

    private Reading() {}

    static Parsed<ClusterConfig> cfg(String text) {
        return ClusterFile.parse("c.cfg", text);
    }

    static Parsed<ClusterConfig> yaml(String text) {
        return ClusterFile.parse("c.yaml", text);
    }

    /** The value of a text that has no error and no warning. */
    static <T> T clean(Parsed<T> parsed) {
        assertThat(parsed.warnings()).isEmpty();
        return parsed.orThrow();
    }

    static List<String> lines(List<Diagnostic> diagnostics) {
        return diagnostics.stream().map(Diagnostic::toString).toList();
    }

    static String resource(String name) {
        try (InputStream in = Reading.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
