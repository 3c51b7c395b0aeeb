package org.dsp.core.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Which service has which endpoints, container by container. */
final class EndpointMap {
    private record Range(int min, int max) {}

    private record Holding(int max, Service service) {}

    private final Map<Integer, NavigableMap<Integer, Holding>> byContainer = new HashMap<>();

    /** Gives a service its endpoints; if another has one of them, gives none and returns it. */
    Optional<Service> claim(Service service) {
        for (int dcid : containers(service)) {
            for (Range range : ranges(service)) {
                Optional<Service> holder = holder(dcid, range);
                if (holder.isPresent()) {
                    return holder;
                }
            }
        }
        for (int dcid : containers(service)) {
            for (Range range : ranges(service)) {
                in(dcid).put(range.min, new Holding(range.max, service));
            }
        }
        return Optional.empty();
    }

    private Optional<Service> holder(int dcid, Range range) {
        return Optional.ofNullable(in(dcid).floorEntry(range.max))
                .map(Map.Entry::getValue)
                .filter(holding -> holding.max >= range.min)
                .map(Holding::service);
    }

    private NavigableMap<Integer, Holding> in(int dcid) {
        return byContainer.computeIfAbsent(dcid, id -> new TreeMap<>());
    }

    private static int[] containers(Service service) {
        return service.dcid().isPresent()
                ? new int[] {service.dcid().getAsInt()}
                : IntStream.rangeClosed(Container.IDS.min(), Container.IDS.max()).toArray();
    }

    private static List<Range> ranges(Service service) {
        Endpoints endpoints = service.endpoints();
        Range inside = new Range(endpoints.min(), endpoints.max());
        if (endpoints.external() >= inside.min && endpoints.external() <= inside.max) {
            return List.of(inside);
        }
        return List.of(inside, new Range(endpoints.external(), endpoints.external()));
    }
}
