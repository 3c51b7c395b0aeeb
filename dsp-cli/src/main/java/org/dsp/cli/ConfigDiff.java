package org.dsp.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dsp.config.ClusterFile;
import org.dsp.config.ClusterFile.Secrets;
import org.dsp.core.config.ClusterConfig;
import org.dsp.core.config.LoadBalancer;

/**
 * What a new configuration changes: whole blocks that come and go, lines within those that stay.
 * Passwords are neither shown nor compared.
 */
final class ConfigDiff {
    private static final String CLOSE = "};";

    private final List<String> lines = new ArrayList<>();

    private ConfigDiff() {}

    /**
     * The lines: {@code +} comes, {@code -} goes, those without are where it happens. None when
     * both say the same.
     *
     * @param before what holds; empty before the first configuration
     */
    static List<String> lines(Optional<ClusterConfig> before, ClusterConfig after) {
        var diff = new ConfigDiff();
        diff.compare(before.map(ConfigDiff::blocks).orElse(Map.of()), blocks(after));
        boolean password = passwordIn(before) || passwordIn(Optional.of(after));
        if (password && !diff.lines.isEmpty()) {
            diff.lines.add("  (ssh_pass is neither shown nor compared)");
        }
        return diff.lines;
    }

    private static boolean passwordIn(Optional<ClusterConfig> config) {
        return config.flatMap(ClusterConfig::lb)
                .map(LoadBalancer::vm)
                .flatMap(vm -> vm.sshPass())
                .isPresent();
    }

    /** Heads of blocks, each with its lines, as the writer writes them. */
    private static Map<String, List<String>> blocks(ClusterConfig config) {
        Map<String, List<String>> blocks = new LinkedHashMap<>();
        List<String> block = new ArrayList<>();
        for (String line : ClusterFile.toCfg(config, Secrets.LEFT_OUT).lines().toList()) {
            if (line.equals(CLOSE)) {
                blocks.put(block.get(0), List.copyOf(block.subList(1, block.size())));
                block.clear();
            } else {
                block.add(line.strip());
            }
        }
        return blocks;
    }

    private void compare(Map<String, List<String>> before, Map<String, List<String>> after) {
        before.forEach(
                (head, block) -> {
                    if (!after.containsKey(head)) {
                        whole("- ", head, block);
                    }
                });
        after.forEach(
                (head, block) -> {
                    if (!before.containsKey(head)) {
                        whole("+ ", head, block);
                    } else if (!before.get(head).equals(block)) {
                        changed(head, before.get(head), block);
                    }
                });
    }

    private void whole(String mark, String head, List<String> block) {
        lines.add(mark + head);
        block.forEach(line -> lines.add(mark + "    " + line));
        lines.add(mark + CLOSE);
    }

    private void changed(String head, List<String> before, List<String> after) {
        lines.add("  " + head);
        before.stream()
                .filter(line -> !after.contains(line))
                .forEach(line -> lines.add("-     " + line));
        after.stream()
                .filter(line -> !before.contains(line))
                .forEach(line -> lines.add("+     " + line));
        lines.add("  " + CLOSE);
    }
}
