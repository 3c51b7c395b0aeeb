package org.dsp.cli;

import java.util.ArrayList;
import java.util.List;
import org.dsp.core.admin.AdminRequest;
import org.dsp.core.admin.FieldsBuilder;
import org.dsp.core.admin.Value.Fields;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dlbcmd sessions}: who talks to whom. */
@Command(
        name = "sessions",
        description = {
            "Shows the sessions of the whole cluster, as this node knows them;",
            "without a group, those of this node's clients and programs."
        },
        mixinStandardHelpOptions = true,
        subcommands = EndSessionCommand.class,
        sortOptions = false)
final class SessionsCommand extends Query {
    @Option(
            names = "--limit",
            defaultValue = "1000",
            paramLabel = "N",
            description = "Most sessions to show, 0 to 10000; default ${DEFAULT-VALUE}.")
    private int limit;

    @Override
    AdminRequest request() {
        return new AdminRequest(
                AdminRequest.SESSIONS, new FieldsBuilder().with(AdminRequest.LIMIT, limit).build());
    }

    @Override
    List<String> lines(Fields report) {
        List<Fields> rows = report.rows("sessions");
        List<String> lines =
                new ArrayList<>(
                        new Table()
                                .left("SESSION", "id")
                                .left("SERVICE", "service")
                                .right("DC", "dcid")
                                .right("EXT EP", "ext_ep")
                                .left("CLIENT", "client")
                                .right("PID", "client_pid")
                                .left("SERVER", "server")
                                .right("PID", "server_pid")
                                .left("STATE", "state")
                                .duration("AGE", "age_ms")
                                .right("REQUESTS", "requests")
                                .lines(rows));
        long total = report.whole("total").orElse(0L);
        if (total > rows.size()) {
            lines.add(rows.size() + " of " + total + " sessions; see --limit");
        }
        return lines;
    }
}
