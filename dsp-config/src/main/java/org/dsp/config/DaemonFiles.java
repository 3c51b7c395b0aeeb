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
 * Both files of a daemon without a group: its node file, and the cluster file that it names. Read
 * and judged together, so that one start shows every error of both. Stateless: any thread may call.
 */
public final class DaemonFiles {
    private DaemonFiles() {}

    /**
     * What both files say.
     *
     * @param node the node file
     * @param cluster the cluster file
     */
    public record DaemonConfig(NodeFileSettings node, ClusterConfig cluster) {}

    /** Reads both. It never throws. Errors come file by file, the node file's first. */
    public static Parsed<DaemonConfig> read(Path nodeFile) {
        var problems = new Problems(nodeFile.toString());
        Optional<NodeFileReader> reader =
                SourceText.read(nodeFile, problems)
                        .flatMap(text -> NodeFileReader.of(nodeFile, text, problems));
        Optional<NodeFileSettings> node = reader.flatMap(NodeFileReader::settings);
        Optional<Parsed<ClusterConfig>> cluster =
                reader.flatMap(NodeFileReader::clusterFile).map(ClusterFile::read);
        Optional<ClusterConfig> config = cluster.flatMap(Parsed::value);
        if (reader.isPresent() && config.isPresent()) {
            judge(reader.get(), config.get(), problems);
        }
        List<Diagnostic> errors = new ArrayList<>(problems.errors());
        List<Diagnostic> warnings = new ArrayList<>(problems.warnings());
        cluster.ifPresent(parsed -> errors.addAll(parsed.errors()));
        cluster.ifPresent(parsed -> warnings.addAll(parsed.warnings()));
        Optional<DaemonConfig> both =
                errors.isEmpty()
                        ? Optional.of(new DaemonConfig(node.orElseThrow(), config.orElseThrow()))
                        : Optional.empty();
        return new Parsed<>(both, errors, warnings);
    }

    private static void judge(NodeFileReader reader, ClusterConfig cluster, Problems problems) {
        reader.nodeId().ifPresent(id -> judge(id, reader.at("node_id"), cluster, problems));
        reader.names().judge((name, entry) -> judge(name, entry, cluster));
    }

    private static void judge(int nodeId, Position at, ClusterConfig cluster, Problems problems) {
        if (ClusterView.isVirtual(cluster, nodeId)) {
            String wrong = "node_id " + nodeId + " is the virtual node of the cluster's lb";
            problems.error(at, wrong, "allowed another id");
        } else if (cluster.node(nodeId).isEmpty()) {
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
