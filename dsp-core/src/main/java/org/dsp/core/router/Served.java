package org.dsp.core.router;

import org.dsp.core.balance.ServiceShare;
import org.dsp.core.config.Service;

/** A service, and what this node has to do with it. */
final class Served {
    final Service service;
    final ServiceShare share;
    final int external;

    /** Sessions that this node serves. */
    int sessions;

    Served(Service service, ServiceShare share) {
        this.service = service;
        this.share = share;
        this.external = service.endpoints().external();
    }

    boolean inRange(int endpoint) {
        return endpoint >= service.endpoints().min() && endpoint <= service.endpoints().max();
    }

    boolean has(int endpoint) {
        return endpoint == external || inRange(endpoint);
    }
}
