package org.dsp.cli;

import java.util.List;
import org.dsp.core.admin.AdminRequest;
import org.dsp.core.admin.Value.Fields;
import picocli.CommandLine.Command;

/** The load of the servers. */
abstract class LoadCommand extends Query {
    @Override
    final List<String> lines(Fields report) {
        return new Table()
                .right("ID", "id")
                .left("NAME", "name")
                .left("LEVEL", "level")
                .right("LOAD %", "load")
                .duration("AGE", "age_ms")
                .right("SESSIONS", "sessions")
                .lines(report.rows("servers"));
    }

    /** {@code dlbcmd loadlvl}: what is known. */
    @Command(
            name = "loadlvl",
            description = "Shows the load level of each initialised server, as last reported.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class Last extends LoadCommand {
        @Override
        AdminRequest request() {
            return AdminRequest.of(AdminRequest.LOADLVL);
        }
    }

    /** {@code dlbcmd updtlvl}: what they answer now. */
    @Command(
            name = "updtlvl",
            description = {
                "Asks each initialised server for its load, and shows what they answer:",
                "one table, when all have, or after 2 s."
            },
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class Fresh extends LoadCommand {
        @Override
        AdminRequest request() {
            return AdminRequest.of(AdminRequest.UPDTLVL);
        }
    }
}
