package org.dsp.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dsp.core.config.ClusterConfig;
import org.dsp.core.config.ClusterView;
import org.dsp.core.config.Container;
import org.dsp.core.config.NodeFileSettings;
import org.dsp.core.config.RemoteName;

/**
 * Both files of a daemon: its node file, and the cluster file that it names, which a daemon in a
 * group only proposes and may lack. Read and judged together, so that one start shows every error
 * of both. Stateless: any thread may call.
 */
public final class DaemonFiles {
    private final Path nodeFile;
    private final Problems problems;
    private final List<Diagnostic> clusterErrors = new ArrayList<>();
    private final List<Diagnostic> clusterWarnings = new ArrayList<>();

    private DaemonFiles(Path nodeFile) {
        this.nodeFile = nodeFile;
        this.problems = new Problems(nodeFile.toString());
    }

    /**
     * What both files say.
     *
     * @param node the node file
     * @param cluster the cluster file; always there without a group
     */
    public record DaemonConfig(NodeFileSettings node, Optional<ClusterText> cluster) {}

    /**
     * A cluster file.
     *
     * @param name of the file
     * @param text what it holds
     * @param config what that says
     */
    public record ClusterText(String name, String text, ClusterConfig config) {}

    /** Reads both. It never throws. Errors come file by file, the node file's first. */
    public static Parsed<DaemonConfig> read(Path nodeFile) {
        return new DaemonFiles(nodeFile).parsed();
    }

    private Parsed<DaemonConfig> parsed() {
        Optional<DaemonConfig> both = problems.bounded(this::both);
        List<Diagnostic> errors = new ArrayList<>(problems.errors());
        List<Diagnostic> warnings = new ArrayList<>(problems.warnings());
        errors.addAll(clusterErrors);
        warnings.addAll(clusterWarnings);
        return new Parsed<>(both.filter(config -> errors.isEmpty()), errors, warnings);
    }

    private Optional<DaemonConfig> both() {
        Optional<String> text = SourceText.read(nodeFile, problems);
        Optional<NodeFileReader> reader =
                text.flatMap(content -> NodeFileReader.of(nodeFile, content, problems));
        if (reader.isEmpty()) {
            return Optional.empty();
        }
        Optional<NodeFileSettings> node = reader.get().settings();
        Optional<ClusterText> cluster = reader.get().clusterFile().flatMap(this::cluster);
        cluster.ifPresent(found -> judge(reader.get(), found.config()));
        return node.map(n -> new DaemonConfig(n, cluster));
    }

    private Optional<ClusterText> cluster(Path file) {
        String name = file.toString();
        var unreadable = new Problems(name);
        Optional<String> text = SourceText.read(file, unreadable);
        if (text.isEmpty()) {
            clusterErrors.addAll(unreadable.errors());
            return Optional.empty();
        }
        Parsed<ClusterConfig> parsed = ClusterFile.parse(name, text.get());
        clusterErrors.addAll(parsed.errors());
        clusterWarnings.addAll(parsed.warnings());
        return parsed.value().map(config -> new ClusterText(name, text.get(), config));
    }

    private void judge(NodeFileReader reader, ClusterConfig cluster) {
        reader.nodeId().ifPresent(id -> judge(id, reader, cluster));
        reader.names().judge((name, entry) -> judge(name, entry, cluster));
    }

    private void judge(int nodeId, NodeFileReader reader, ClusterConfig cluster) {
        Position at = reader.at("node_id");
        if (ClusterView.isVirtual(cluster, nodeId)) {
            String wrong = "node_id " + nodeId + " is the virtual node of the cluster's lb";
            problems.error(at, wrong, "allowed another id");
        } else if (cluster.node(nodeId).isEmpty() && !reader.inGroup()) {
            String what = "node_id " + nodeId + " is not listed in the cluster file";
            problems.warning(
                    at, what, "list it as a client: without a group others cannot reach it");
        }
    }

    private static void judge(RemoteName name, BlockReader entry, ClusterConfig cluster) {
        Optional<Container> container = cluster.container(name.dcid());
        if (container.isEmpty()) {
            String known =
                    String.join(
                            ", ", cluster.containers().stream().map(c -> "" + c.dcid()).toList());
            String wrong = "no container of the cluster file has dcid " + name.dcid();
            entry.error("dcid", wrong, "allowed " + known);
            return;
        }
        String where = " not belong to container " + Quoted.of(container.get().name());
        if (!container.get().limits().contains(name.endpoint())) {
            String range =
                    "%d to %d"
                            .formatted(
                                    -container.get().limits().tasks(),
                                    container.get().limits().procs() - 1);
            String wrong = "endpoint " + name.endpoint() + " does" + where;
            entry.error("endpoint", wrong, "allowed " + range);
        }
        if (!container.get().spans(name.node())) {
            String nodes = String.join(" ", NodeSet.words(container.get().nodes()));
            String wrong = "node " + name.node() + " does" + where;
            entry.error("node", wrong, "allowed " + nodes);
        }
    }
}
