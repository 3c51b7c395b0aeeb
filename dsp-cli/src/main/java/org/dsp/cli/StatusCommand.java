package org.dsp.cli;

import java.util.List;
import org.dsp.core.admin.AdminRequest;
import org.dsp.core.admin.Value.Fields;
import picocli.CommandLine.Command;

/** {@code dlbcmd status}: this node's channels, as netstat would show them. */
@Command(
        name = "status",
        description = "Shows this node's links, two rows each: the direction out and the one in.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class StatusCommand extends Query {
    @Override
    AdminRequest request() {
        return AdminRequest.of(AdminRequest.STATUS);
    }

    @Override
    List<String> lines(Fields report) {
        return new Table()
                .left("PROTO", "proto")
                .right("RECV-Q", "recv_q")
                .right("SEND-Q", "send_q")
                .left("LOCAL ADDRESS", "local")
                .left("FOREIGN ADDRESS", "foreign")
                .left("STATE", "state")
                .left("DIR", "direction")
                .column("PEER", false, StatusCommand::peer)
                .left("LINK", "link")
                .right("SEQ SENT", "sequence_sent")
                .right("SEQ ACKED", "sequence_acknowledged")
                .right("UNACKED B", "unacknowledged_bytes")
                .right("RECONNECTS", "reconnects")
                .column("LAST ERROR", false, StatusCommand::lastError)
                .lines(report.rows("links"));
    }

    private static String peer(Fields row) {
        return Texts.of(row, "peer") + " " + Texts.of(row, "name");
    }

    private static String lastError(Fields row) {
        if (row.text("last_error").isEmpty()) {
            return Texts.NOTHING;
        }
        return Texts.duration(row, "last_error_age_ms") + " ago: " + Texts.of(row, "last_error");
    }
}
