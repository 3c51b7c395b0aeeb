package org.dsp.tests.group;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.dsp.core.admin.Value;
import org.dsp.core.admin.Value.Fields;

/**
 * How one daemon sees its cluster.
 *
 * @param configured whether there is a configuration
 * @param epoch which one: cluster, counter and digest
 * @param view of the group
 * @param cluster the agents in it: {@code bm_cluster}
 * @param servers {@code bm_servers}
 * @param init {@code bm_init}
 * @param nodes what must be the same everywhere, by node
 * @param proven nodes whose facts are proven in step
 */
public record Picture(
        boolean configured,
        String epoch,
        long view,
        Set<Integer> cluster,
        Set<Integer> servers,
        Set<Integer> init,
        Map<Integer, String> nodes,
        Set<Integer> proven) {
    static Picture of(Fields report) {
        Map<Integer, String> nodes = new TreeMap<>();
        Set<Integer> proven = new TreeSet<>();
        for (Fields row : report.rows("nodes")) {
            int id = row.whole("id").orElseThrow().intValue();
            nodes.put(
                    id,
                    "%s %s %s sessions=%s/%s/%s at=%s epoch=%s"
                            .formatted(
                                    row.text("name").orElse(""),
                                    row.text("role").orElse(""),
                                    row.text("state").orElse(""),
                                    row.whole("sessions").orElse(-1L),
                                    row.whole("session_version").orElse(-1L),
                                    row.text("session_digest").orElse(""),
                                    row.text("address").orElse(""),
                                    row.whole("epoch").orElse(-1L)));
            if (row.flag("proven")) {
                proven.add(id);
            }
        }
        return new Picture(
                report.text("state").orElse("").equals("CONFIGURED"),
                report.text("cluster_id").orElse("")
                        + "/"
                        + report.whole("epoch").orElse(-1L)
                        + "/"
                        + report.text("digest").orElse(""),
                report.whole("view").orElse(-1L),
                ids(report, "bm_cluster"),
                ids(report, "bm_servers"),
                ids(report, "bm_init"),
                nodes,
                proven);
    }

    private static Set<Integer> ids(Fields report, String name) {
        return report.items(name).stream()
                .map(value -> (int) ((Value.Whole) value).number())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What all of a group must agree on. */
    String common() {
        return "configured=%s epoch=%s view=%d cluster=%s servers=%s init=%s nodes=%s"
                .formatted(configured, epoch, view, cluster, servers, init, nodes);
    }
}
