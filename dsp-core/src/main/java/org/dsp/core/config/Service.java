package org.dsp.core.config;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A service: an endpoint that clients address, and what answers behind it.
 *
 * @param name unique
 * @param dcid its container; empty = any
 * @param endpoints no other service of the same container may share one
 * @param bind who starts its programs
 * @param prog the command that starts one; present unless {@code bind} is external
 * @param policy how a server node is chosen
 * @param times how long it waits
 * @param maxSessions sessions at once on one server node, in {@link #SESSIONS}
 * @param access who may call
 */
public record Service(
        String name,
        OptionalInt dcid,
        Endpoints endpoints,
        Bind bind,
        Optional<String> prog,
        Policy policy,
        ServiceTimes times,
        int maxSessions,
        Access access)
        implements Part {
    /** Allowed {@code max_sessions}. */
    public static final IntRange SESSIONS = new IntRange(1, 1_000_000);

    public static final int DEFAULT_MAX_SESSIONS = 1000;

    public Service {
        Texts.checkName("service", name);
        dcid.ifPresent(id -> Container.IDS.check("dcid", id));
        prog.ifPresent(command -> Texts.checkLine("prog", command));
        if (prog.isPresent() == (bind == Bind.EXTERNAL)) {
            throw new IllegalArgumentException(
                    "service \"" + name + "\"; allowed a prog exactly when bind is not external");
        }
        SESSIONS.check("max_sessions", maxSessions);
    }

    /** A service started by hand, open to all, on its own endpoint. */
    public static Service external(String name, int endpoint) {
        return new Service(
                name,
                OptionalInt.empty(),
                Endpoints.single(endpoint),
                Bind.EXTERNAL,
                Optional.empty(),
                Policy.FIRST_FIT,
                ServiceTimes.DEFAULT,
                DEFAULT_MAX_SESSIONS,
                Access.ALL);
    }

    /** Whether it is offered in this container. */
    public boolean inContainer(int id) {
        return dcid.isEmpty() || dcid.getAsInt() == id;
    }

    @Override
    public String keyword() {
        return "service";
    }
}
