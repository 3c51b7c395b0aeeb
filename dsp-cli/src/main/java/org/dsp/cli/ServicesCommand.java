package org.dsp.cli;

import java.util.List;
import org.dsp.core.admin.AdminRequest;
import org.dsp.core.admin.Value.Fields;
import picocli.CommandLine.Command;

/** {@code dlbcmd services}: what clients may call. */
@Command(
        name = "services",
        description = "Shows the services that clients of this node may call.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ServicesCommand extends Query {
    @Override
    AdminRequest request() {
        return AdminRequest.of(AdminRequest.SERVICES);
    }

    @Override
    List<String> lines(Fields report) {
        return new Table()
                .left("SERVICE", "name")
                .right("DC", "dcid")
                .right("EXT EP", "ext_ep")
                .right("MIN", "min_ep")
                .right("MAX", "max_ep")
                .left("BIND", "bind")
                .left("POLICY", "policy")
                .right("MOST", "max_sessions")
                .left("PROG", "prog")
                .lines(report.rows("services"));
    }
}
