package org.dsp.cli;

import java.util.concurrent.Callable;
import org.dsp.core.admin.AdminRequest;
import org.dsp.core.admin.FieldsBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dlbcmd sessions end}: its program is ended, its client told once. */
@Command(
        name = "end",
        description = {
            "Ends a session that this node serves.",
            "Of one that it does not serve it says who does, if it knows, and ends with 5."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class EndSessionCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "As the table of sessions shows it.")
    private String id;

    @Override
    public Integer call() {
        AdminRequest request =
                new AdminRequest(
                        AdminRequest.END_SESSION,
                        new FieldsBuilder().with(AdminRequest.ID, id).build());
        return Order.give(spec, request, "session " + id + " is over");
    }
}
