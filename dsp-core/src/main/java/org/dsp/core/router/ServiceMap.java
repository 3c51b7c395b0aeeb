package org.dsp.core.router;

import java.util.ArrayList;
import java.util.List;
import org.dsp.core.balance.Balancer;
import org.dsp.core.config.Service;

/** Which service an endpoint belongs to. Looking up allocates nothing. */
final class ServiceMap {
    private static final int CONTAINERS = 32;

    private final Balancer balancer;
    private List<Served> all = List.of();
    private Served[][] byEndpoint = new Served[CONTAINERS][0];

    ServiceMap(Balancer balancer) {
        this.balancer = balancer;
    }

    /** Other services: what is known of those that stay is kept, but their sessions are 0. */
    void set(List<Service> services) {
        List<Served> next = new ArrayList<>();
        int highest = -1;
        for (Service s : services) {
            next.add(known(s));
            highest = Math.max(highest, Math.max(s.endpoints().max(), s.endpoints().external()));
        }
        all = next;
        all.forEach(s -> s.sessions = 0);
        byEndpoint = new Served[CONTAINERS][highest + 1];
        for (int dcid = 0; dcid < CONTAINERS; dcid++) {
            for (Served s : all) {
                fill(byEndpoint[dcid], s, dcid);
            }
        }
    }

    private static void fill(Served[] row, Served s, int dcid) {
        for (int endpoint = 0; s.service.inContainer(dcid) && endpoint < row.length; endpoint++) {
            if (s.has(endpoint)) {
                row[endpoint] = s;
            }
        }
    }

    private Served known(Service service) {
        for (Served s : all) {
            if (s.service.equals(service)) {
                return s;
            }
        }
        return new Served(service, balancer.share(service.policy()));
    }

    /** The service that has this endpoint; null when none has. */
    Served find(int dcid, int endpoint) {
        if (dcid < 0 || dcid >= CONTAINERS) {
            return null;
        }
        Served[] row = byEndpoint[dcid];
        return endpoint >= 0 && endpoint < row.length ? row[endpoint] : null;
    }
}
