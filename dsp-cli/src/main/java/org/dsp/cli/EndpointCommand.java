package org.dsp.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.dsp.core.admin.AdminRequest;
import org.dsp.core.admin.FieldsBuilder;
import org.dsp.core.admin.Value.Fields;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dlbcmd ep}: the endpoints of this node. */
@Command(
        name = "ep",
        description = "Looks at the endpoints of this node, and changes them.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            EndpointCommand.ListAll.class,
            EndpointCommand.Bind.class,
            EndpointCommand.RemoteBind.class,
            EndpointCommand.Unbind.class
        })
final class EndpointCommand {
    /** {@code dlbcmd ep list}. */
    @Command(
            name = "list",
            description = "Shows every endpoint that is bound here, or has a name here.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class ListAll extends Query {
        @Override
        AdminRequest request() {
            return AdminRequest.of(AdminRequest.EP_LIST);
        }

        @Override
        List<String> lines(Fields report) {
            return new Table()
                    .right("DC", "dcid")
                    .right("EP", "endpoint")
                    .left("KIND", "kind")
                    .left("NAME", "name")
                    .right("NODE", "node")
                    .right("PID", "pid")
                    .right("UID", "uid")
                    .left("DOES", "state")
                    .right("LSNT", "local_sent")
                    .right("RSNT", "remote_sent")
                    .right("LCOPY", "local_copies")
                    .right("RCOPY", "remote_copies")
                    .lines(report.rows("endpoints"));
        }
    }

    /** A command for one endpoint. */
    abstract static class Of implements Callable<Integer> {
        @Spec private CommandSpec spec;

        @Parameters(index = "0", paramLabel = "DCID", description = "The container.")
        private int dcid;

        @Parameters(index = "1", paramLabel = "EP", description = "The endpoint.")
        private int endpoint;

        final FieldsBuilder place() {
            return new FieldsBuilder()
                    .with(AdminRequest.DCID, dcid)
                    .with(AdminRequest.ENDPOINT, endpoint);
        }

        final int give(String command, FieldsBuilder arguments, String done) {
            String what = "endpoint %d of container %d ".formatted(endpoint, dcid);
            return Order.give(spec, new AdminRequest(command, arguments.build()), what + done);
        }
    }

    /** {@code dlbcmd ep bind DCID EP [NAME]}. */
    @Command(
            name = "bind",
            description =
                    "Keeps an endpoint: no program can bind there until 'ep unbind' or the daemon's end.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class Bind extends Of {
        @Parameters(
                index = "2",
                arity = "0..1",
                defaultValue = "operator",
                paramLabel = "NAME",
                description = "Shown beside it, at most 15 bytes; default ${DEFAULT-VALUE}.")
        private String name;

        @Override
        public Integer call() {
            return give(AdminRequest.EP_BIND, place().with(AdminRequest.NAME, name), "is kept");
        }
    }

    /** {@code dlbcmd ep rmtbind DCID EP NODE [NAME]}. */
    @Command(
            name = "rmtbind",
            description = "Says on which node an endpoint lives, to all processes of this node.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class RemoteBind extends Of {
        @Parameters(index = "2", paramLabel = "NODE", description = "Where it lives.")
        private int node;

        @Parameters(
                index = "3",
                arity = "0..1",
                defaultValue = "operator",
                paramLabel = "NAME",
                description = "Shown beside it, at most 15 bytes; default ${DEFAULT-VALUE}.")
        private String name;

        @Override
        public Integer call() {
            return give(
                    AdminRequest.EP_RMTBIND,
                    place().with(AdminRequest.NODE, node).with(AdminRequest.NAME, name),
                    "lives on node " + node);
        }
    }

    /** {@code dlbcmd ep unbind DCID EP}. */
    @Command(
            name = "unbind",
            description =
                    "Ends what is bound there: a process's bind, one of 'ep bind', or a name.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class Unbind extends Of {
        @Override
        public Integer call() {
            return give(AdminRequest.EP_UNBIND, place(), "is unbound");
        }
    }
}
