package org.dsp.core.router;

import org.dsp.core.balance.ServiceShare;
import org.dsp.core.config.Service;

/** A service, and what this node has to do with it. */
final class Served {
    final Service service;
    final ServiceShare share;
    final int external;

    /** An operator is told that there is no room, but not of every refusal. */
    private static final long SAID_AGAIN = 10_000_000_000L;

    /** Sessions that this node serves. */
    int sessions;

    private long fullSaid;
    private boolean saidFull;

    Served(Service service, ServiceShare share) {
        this.service = service;
        this.share = share;
        this.external = service.endpoints().external();
    }

    /** For the log. */
    String label() {
        return "service " + service.name();
    }

    /** Whether it is to be said at {@code now}, in monotonic ns, that there is no room. */
    boolean saysFull(long now) {
        if (saidFull && now - fullSaid < SAID_AGAIN) {
            return false;
        }
        saidFull = true;
        fullSaid = now;
        return true;
    }

    /** Whether it has that session: how clients address it, and where its program is. */
    boolean serves(int addressed, int program) {
        return external == addressed && inRange(program);
    }

    boolean inRange(int endpoint) {
        return endpoint >= service.endpoints().min() && endpoint <= service.endpoints().max();
    }

    boolean has(int endpoint) {
        return endpoint == external || inRange(endpoint);
    }
}
