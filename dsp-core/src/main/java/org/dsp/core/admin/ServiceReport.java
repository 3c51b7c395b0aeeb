package org.dsp.core.admin;

import java.util.List;
import java.util.Locale;
import org.dsp.core.admin.Value.Fields;
import org.dsp.core.config.Service;

/** {@code services}: a row for each service that clients of this node may call. */
public final class ServiceReport {
    private ServiceReport() {}

    /**
     * The report.
     *
     * @param node that answers
     * @param serving sessions that this node serves
     * @param calling sessions of this node's clients
     */
    public static Fields of(int node, List<Service> services, int serving, int calling) {
        return new FieldsBuilder()
                .with("node", node)
                .with("server_sessions", serving)
                .with("client_sessions", calling)
                .with("services", services.stream().map(ServiceReport::row).toList())
                .build();
    }

    /** The name of the service that is addressed there; empty when none is. */
    static String name(List<Service> services, int dcid, int external) {
        return services.stream()
                .filter(s -> s.endpoints().external() == external)
                .filter(s -> s.inContainer(dcid))
                .map(Service::name)
                .findFirst()
                .orElse("");
    }

    private static Fields row(Service s) {
        FieldsBuilder row = new FieldsBuilder().with("name", s.name());
        s.dcid().ifPresent(dcid -> row.with("dcid", dcid));
        return row.with("ext_ep", s.endpoints().external())
                .with("min_ep", s.endpoints().min())
                .with("max_ep", s.endpoints().max())
                .with("bind", s.bind().name().toLowerCase(Locale.ROOT))
                .with("policy", s.policy().name().toLowerCase(Locale.ROOT))
                .with("max_sessions", s.maxSessions())
                .with("prog", s.prog().orElse(""))
                .build();
    }
}
