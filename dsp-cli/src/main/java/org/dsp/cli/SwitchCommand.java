package org.dsp.cli;

import java.util.concurrent.Callable;
import org.dsp.core.admin.AdminRequest;
import org.dsp.core.admin.FieldsBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Turns something of this node on or off. */
abstract class SwitchCommand implements Callable<Integer> {
    /** The two positions. */
    enum Position {
        ON,
        OFF
    }

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "on|off", description = "What to turn it to.")
    private Position position;

    abstract String command();

    @Override
    public final Integer call() {
        boolean on = position == Position.ON;
        AdminRequest request =
                new AdminRequest(command(), new FieldsBuilder().with(AdminRequest.ON, on).build());
        return Order.give(spec, request, command() + (on ? " is on" : " is off"));
    }

    /** {@code dlbcmd drain on|off}. */
    @Command(
            name = "drain",
            description =
                    "Lets this server keep its sessions and take no new ones, or take them again.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class Drain extends SwitchCommand {
        @Override
        String command() {
            return AdminRequest.DRAIN;
        }
    }

    /** {@code dlbcmd maintenance on|off}. */
    @Command(
            name = "maintenance",
            description = "Takes this server out of service, or back.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class Maintenance extends SwitchCommand {
        @Override
        String command() {
            return AdminRequest.MAINTENANCE;
        }
    }
}
