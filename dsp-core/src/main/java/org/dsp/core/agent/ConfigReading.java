package org.dsp.core.agent;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dsp.core.config.ClusterConfig;

/**
 * What a cluster file says, or what is wrong with it.
 *
 * @param config empty when there are errors
 * @param errors each with file and line, as {@code file:line: …}
 * @param warnings likewise
 * @param places {@code file:line} of each block, by {@link org.dsp.core.config.Part#label()}
 */
public record ConfigReading(
        Optional<ClusterConfig> config,
        List<String> errors,
        List<String> warnings,
        Map<String, String> places) {
    public ConfigReading {
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
        places = Map.copyOf(places);
        if (config.isPresent() != errors.isEmpty()) {
            throw new IllegalArgumentException("a configuration exactly when there is no error");
        }
    }

    /** A good one, for tests and the simulator. */
    public static ConfigReading of(ClusterConfig config) {
        return new ConfigReading(Optional.of(config), List.of(), List.of(), Map.of());
    }

    /** A wrong one. */
    public static ConfigReading wrong(List<String> errors) {
        return new ConfigReading(Optional.empty(), errors, List.of(), Map.of());
    }
}
