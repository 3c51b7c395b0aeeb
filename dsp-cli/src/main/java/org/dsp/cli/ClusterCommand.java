package org.dsp.cli;

import java.util.ArrayList;
import java.util.List;
import org.dsp.core.admin.AdminRequest;
import org.dsp.core.admin.Value.Fields;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dlbcmd cluster}: who is there, and what they are. */
@Command(
        name = "cluster",
        description = "Shows who is in the cluster, what each is, and which configuration holds.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ClusterCommand extends Query {
    private static final List<String> BITMAPS = List.of("bm_cluster", "bm_servers", "bm_init");

    @Option(
            names = "--bitmap",
            description = "Print bm_cluster, bm_servers and bm_init, a row for each 32 ids.")
    private boolean bitmap;

    @Override
    AdminRequest request() {
        return AdminRequest.of(AdminRequest.CLUSTER);
    }

    @Override
    List<String> lines(Fields report) {
        if (bitmap) {
            return Bitmap.lines(report, BITMAPS);
        }
        List<String> lines = new ArrayList<>();
        boolean configured = report.text("state").filter("CONFIGURED"::equals).isPresent();
        lines.add(
                configured
                        ? "cluster %s, configuration %s (%s), seen by node %s"
                                .formatted(
                                        Texts.of(report, "cluster_id"),
                                        Texts.of(report, "epoch"),
                                        Texts.of(report, "digest"),
                                        Texts.of(report, "node"))
                        : "not configured, seen by node " + Texts.of(report, "node"));
        lines.add("");
        lines.addAll(table().lines(report.rows("nodes")));
        report.texts("notes").forEach(note -> lines.add("note: " + Texts.printable(note)));
        return lines;
    }

    private static Table table() {
        return new Table()
                .right("ID", "id")
                .left("NAME", "name")
                .left("ROLE", "role")
                .left("STATE", "state")
                .left("LEVEL", "level")
                .right("LOAD %", "load")
                .right("SESSIONS", "sessions")
                .left("IN STEP", "proven");
    }
}
