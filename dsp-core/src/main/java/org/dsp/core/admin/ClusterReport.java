package org.dsp.core.admin;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.dsp.core.admin.Value.Fields;
import org.dsp.core.agent.ConfigEpoch;
import org.dsp.core.agent.ConfigText;
import org.dsp.core.agent.NodeSet;
import org.dsp.core.agent.NodeStatus;

/** {@code cluster}, {@code nodes} and {@code loadlvl}, out of a picture of the cluster. */
public final class ClusterReport {
    /** What a cluster without a configuration is said to be. */
    public static final AdminError NOT_CONFIGURED =
            AdminError.of(
                    AdminError.Code.NOT_CONFIGURED,
                    "the cluster is not configured yet (STS_INVALID); dlbcmd config FILE does that");

    private ClusterReport() {}

    /** {@code cluster}: who is there, also before the configuration. */
    public static AdminAnswer cluster(ClusterPicture picture) {
        boolean configured = picture.epoch().isConfigured();
        FieldsBuilder report =
                new FieldsBuilder()
                        .with("state", configured ? "CONFIGURED" : "NOT_CONFIGURED")
                        .with("result", configured ? "STS_OK" : "STS_INVALID");
        epoch(report, picture.epoch());
        report.with("node", picture.node())
                .with("bm_cluster", ids(picture.bmCluster()))
                .with("bm_servers", ids(picture.bmServers()))
                .with("bm_init", ids(picture.bmInit()))
                .with("nodes", rows(picture))
                .with("notes", Value.texts(picture.notes()));
        return answer(picture, report);
    }

    /** {@code nodes}: the same rows, without the bitmaps. */
    public static AdminAnswer nodes(ClusterPicture picture) {
        FieldsBuilder report =
                new FieldsBuilder().with("node", picture.node()).with("nodes", rows(picture));
        return answer(picture, report);
    }

    /** {@code loadlvl}: the initialised servers, as last reported. */
    public static AdminAnswer levels(ClusterPicture picture) {
        List<Fields> servers =
                picture.nodes().stream()
                        .filter(node -> picture.bmInit().contains(node.id()))
                        .map(ClusterReport::level)
                        .toList();
        FieldsBuilder report =
                new FieldsBuilder().with("node", picture.node()).with("servers", servers);
        return answer(picture, report);
    }

    /**
     * {@code config} without a file: the configuration that holds.
     *
     * @param shown its text without passwords, which go to no tool; empty if it cannot be read
     */
    public static AdminAnswer configuration(
            ClusterPicture picture, Function<ConfigText, Optional<String>> shown) {
        Optional<String> text = picture.config().flatMap(shown);
        if (text.isEmpty()) {
            return AdminAnswer.of(NOT_CONFIGURED);
        }
        FieldsBuilder report =
                new FieldsBuilder()
                        .with(AdminRequest.NAME, picture.config().get().name())
                        .with(AdminRequest.TEXT, text.get());
        epoch(report, picture.epoch());
        return AdminAnswer.of(report.build());
    }

    /** Names of nodes, by id; empty of those that nobody named. */
    public static IntFunction<String> names(ClusterPicture picture) {
        return id ->
                picture.nodes().stream()
                        .filter(node -> node.id() == id)
                        .map(NodeStatus::name)
                        .findFirst()
                        .orElse("");
    }

    /** Adds {@code epoch}, {@code cluster_id} and {@code digest}. */
    public static void epoch(FieldsBuilder report, ConfigEpoch epoch) {
        report.with("epoch", epoch.counter())
                .with("cluster_id", hex(epoch.clusterId()))
                .with("digest", hex(epoch.digest()));
    }

    private static AdminAnswer answer(ClusterPicture picture, FieldsBuilder report) {
        Optional<AdminError> error =
                picture.epoch().isConfigured() ? Optional.empty() : Optional.of(NOT_CONFIGURED);
        return new AdminAnswer(report.build(), error);
    }

    private static List<Fields> rows(ClusterPicture picture) {
        return picture.nodes().stream().map(node -> row(picture, node)).toList();
    }

    private static Fields row(ClusterPicture picture, NodeStatus node) {
        return new FieldsBuilder()
                .with("id", node.id())
                .with("name", node.name())
                .with("role", node.role().name())
                .with("state", node.present() ? node.state().name() : "ABSENT")
                .with("level", node.level().name())
                .with("load", known(node.percent()))
                .with("age_ms", known(node.levelAgeMs()))
                .with("proven", node.proven())
                .with("present", node.present())
                .with("initialized", picture.bmInit().contains(node.id()))
                .with("sessions", node.sessions())
                .with("session_version", node.sessionVersion())
                .with("session_digest", hex(node.sessionDigest()))
                .with("link", link(picture, node))
                .with("address", address(node))
                .with("host", node.host())
                .with("port", node.port())
                .with("epoch", node.epoch().counter())
                .with("cluster_id", hex(node.epoch().clusterId()))
                .build();
    }

    private static Fields level(NodeStatus node) {
        return new FieldsBuilder()
                .with("id", node.id())
                .with("name", node.name())
                .with("level", node.level().name())
                .with("load", known(node.percent()))
                .with("age_ms", known(node.levelAgeMs()))
                .with("sessions", node.sessions())
                .build();
    }

    private static String link(ClusterPicture picture, NodeStatus node) {
        if (node.id() == picture.node()) {
            return "SELF";
        }
        return node.linkUp() ? "UP" : "DOWN";
    }

    private static String address(NodeStatus node) {
        if (node.host().isEmpty()) {
            return "";
        }
        String host = node.host().contains(":") ? "[" + node.host() + "]" : node.host();
        return host + ":" + node.port();
    }

    /** -1 means that nobody knows. */
    static Optional<Value> known(long number) {
        return number < 0 ? Optional.empty() : Optional.of(Value.of(number));
    }

    private static String hex(long number) {
        return String.format(Locale.ROOT, "%016x", number);
    }

    private static List<Value> ids(NodeSet nodes) {
        return nodes.ids().mapToObj(Value::of).toList();
    }
}
