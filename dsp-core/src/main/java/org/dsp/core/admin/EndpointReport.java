package org.dsp.core.admin;

import java.util.List;
import org.dsp.core.admin.Value.Fields;
import org.dsp.core.kernel.EndpointStatus;

/** {@code ep list}: a row for each endpoint. */
public final class EndpointReport {
    /** Most rows. */
    public static final int MOST = 10_000;

    private EndpointReport() {}

    /** The report: how many there are, and as many as an answer takes. */
    public static Fields of(int node, List<EndpointStatus> endpoints) {
        return new FieldsBuilder()
                .with("node", node)
                .with("total", endpoints.size())
                .with("endpoints", endpoints.stream().limit(MOST).map(EndpointReport::row).toList())
                .build();
    }

    private static Fields row(EndpointStatus e) {
        return new FieldsBuilder()
                .with("dcid", e.dcid())
                .with("endpoint", e.endpoint())
                .with("name", e.name())
                .with("kind", e.kind().name())
                .with("node", e.node())
                .with("pid", e.pid())
                .with("uid", e.uid())
                .with("state", e.state())
                .with("local_sent", e.localSent())
                .with("remote_sent", e.remoteSent())
                .with("local_copies", e.localCopies())
                .with("remote_copies", e.remoteCopies())
                .build();
    }
}
