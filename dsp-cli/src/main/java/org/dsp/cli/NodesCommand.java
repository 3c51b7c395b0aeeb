package org.dsp.cli;

import java.util.List;
import org.dsp.core.admin.AdminRequest;
import org.dsp.core.admin.Value.Fields;
import picocli.CommandLine.Command;

/** {@code dlbcmd nodes}: every node with all that is known of it. */
@Command(
        name = "nodes",
        description = "Shows every node: where it is, whether its link is up, its load.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class NodesCommand extends Query {
    @Override
    AdminRequest request() {
        return AdminRequest.of(AdminRequest.NODES);
    }

    @Override
    List<String> lines(Fields report) {
        return new Table()
                .right("ID", "id")
                .left("NAME", "name")
                .left("ROLE", "role")
                .left("STATE", "state")
                .left("ADDRESS", "address")
                .left("LINK", "link")
                .left("LEVEL", "level")
                .right("LOAD %", "load")
                .duration("AGE", "age_ms")
                .right("SESSIONS", "sessions")
                .left("IN STEP", "proven")
                .lines(report.rows("nodes"));
    }
}
