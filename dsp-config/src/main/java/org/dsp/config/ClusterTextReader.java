package org.dsp.config;

import java.util.List;
import org.dsp.core.agent.ConfigReader;
import org.dsp.core.agent.ConfigReading;
import org.dsp.core.agent.ConfigText;
import org.dsp.core.config.ClusterConfig;

/** Cluster files for the agent: each node reads the text itself. Stateless: any thread may call. */
public final class ClusterTextReader implements ConfigReader {
    @Override
    public ConfigReading read(ConfigText text) {
        Parsed<ClusterConfig> parsed = ClusterFile.parse(text.name(), text.text());
        return new ConfigReading(
                parsed.value(),
                lines(parsed.errors()),
                lines(parsed.warnings()),
                ClusterFile.places(text.name(), text.text()));
    }

    private static List<String> lines(List<Diagnostic> diagnostics) {
        return diagnostics.stream().map(Diagnostic::toString).toList();
    }
}
