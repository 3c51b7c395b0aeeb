package org.dsp.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.dsp.core.config.Access;
import org.dsp.core.config.Bind;
import org.dsp.core.config.Container;
import org.dsp.core.config.Endpoints;
import org.dsp.core.config.IntRange;
import org.dsp.core.config.Policy;
import org.dsp.core.config.ProgWords;
import org.dsp.core.config.Service;
import org.dsp.core.config.ServiceTimes;

/** A {@code service} block. */
final class ServiceReader {
    private static final String ANY = "ANY";
    private static final String NO_PROG = "none";
    private static final String UID_RULE = "allowed user ids, each 0 to " + Access.UID_MAX;

    private final Block block;
    private final BlockReader reader;

    ServiceReader(Block block, BlockReader reader) {
        this.block = block;
        this.reader = reader;
    }

    Optional<Service> read() {
        OptionalInt dcid = dcid();
        Optional<Endpoints> endpoints = endpoints();
        Optional<String> prog =
                reader.text("prog", ProgWords::isOne, ProgWords.RULE)
                        .filter(text -> !text.equals(NO_PROG));
        Bind bind = bind(prog);
        Policy policy = reader.choice("policy", Choice.of(Policy.class)).orElse(Policy.FIRST_FIT);
        ServiceTimes times = times();
        int sessions =
                reader.integer("max_sessions", Service.SESSIONS)
                        .orElse(Service.DEFAULT_MAX_SESSIONS);
        Access access = new Access(NodeSet.read(reader, "allow_nodes"), uids());
        reader.finish();
        return reader.faulty()
                ? Optional.empty()
                : Optional.of(
                        new Service(
                                block.name(),
                                dcid,
                                endpoints.orElseThrow(),
                                bind,
                                prog.filter(command -> bind != Bind.EXTERNAL),
                                policy,
                                times,
                                sessions,
                                access));
    }

    private OptionalInt dcid() {
        boolean any =
                reader.leftover("dcid").map(Value::text).filter(ANY::equalsIgnoreCase).isPresent();
        if (any) {
            reader.text("dcid", ANY::equalsIgnoreCase, ANY);
            return OptionalInt.empty();
        }
        return reader.integer("dcid", Container.IDS);
    }

    private Optional<Endpoints> endpoints() {
        reader.require("ext_ep", "allowed " + Endpoints.RANGE);
        OptionalInt external = reader.integer("ext_ep", Endpoints.RANGE);
        OptionalInt min = reader.integer("min_ep", Endpoints.RANGE);
        OptionalInt max = reader.integer("max_ep", Endpoints.RANGE);
        if (reader.has("min_ep") != reader.has("max_ep")) {
            String there = reader.has("min_ep") ? "min_ep" : "max_ep";
            String absent = reader.has("min_ep") ? "max_ep" : "min_ep";
            String wrong = "%s of %s has no %s beside it".formatted(there, block.label(), absent);
            reader.error(there, wrong, "allowed both, or none");
        }
        if (reader.faulty()) {
            return Optional.empty();
        }
        int ext = external.orElseThrow();
        if (min.isPresent() && min.getAsInt() > max.orElseThrow()) {
            String wrong =
                    "min_ep %d of %s is above max_ep %d"
                            .formatted(min.getAsInt(), block.label(), max.getAsInt());
            reader.error("min_ep", wrong, "allowed min_ep up to max_ep");
            return Optional.empty();
        }
        return Optional.of(new Endpoints(ext, min.orElse(ext), max.orElse(ext)));
    }

    /** Without bind or without prog a service is started by hand, as in the original. */
    private Bind bind(Optional<String> prog) {
        Bind bind = reader.choice("bind", Choice.of(Bind.class)).orElse(Bind.EXTERNAL);
        if (bind == Bind.EXTERNAL && prog.isPresent()) {
            reader.warn(
                    "prog",
                    "is not used: an external service is started by hand",
                    "use bind replica, local or backup to start it on demand");
        }
        if (bind != Bind.EXTERNAL && prog.isEmpty()) {
            reader.warn(
                    "bind",
                    "counts as external: without prog the service is started by hand",
                    "use prog to start it on demand");
            return Bind.EXTERNAL;
        }
        return bind;
    }

    private ServiceTimes times() {
        ServiceTimes otherwise = ServiceTimes.DEFAULT;
        return new ServiceTimes(
                seconds("start_timeout", ServiceTimes.START, otherwise.start()),
                seconds("session_timeout", ServiceTimes.SESSION, otherwise.session()),
                seconds("queue_timeout", ServiceTimes.QUEUE, otherwise.queue()));
    }

    private Duration seconds(String name, IntRange range, Duration otherwise) {
        OptionalInt seconds = reader.integer(name, range);
        return seconds.isPresent() ? Duration.ofSeconds(seconds.getAsInt()) : otherwise;
    }

    private List<Long> uids() {
        var uids = new TreeSet<Long>();
        for (Value value : reader.values("allow_uids", UID_RULE)) {
            boolean number = value.text().matches("0|[1-9][0-9]{0,9}");
            if (number && Long.parseLong(value.text()) <= Access.UID_MAX) {
                uids.add(Long.parseLong(value.text()));
            } else {
                reader.errorAt(value, "allow_uids", " is no user id", UID_RULE);
            }
        }
        return List.copyOf(uids);
    }
}
