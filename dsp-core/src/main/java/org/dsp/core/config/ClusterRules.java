package org.dsp.core.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules between the parts of a configuration. {@link ClusterConfig} enforces them; the readers
 * of files ask here first, to say every conflict and where it stands.
 */
public final class ClusterRules {
    private final List<Conflict> conflicts = new ArrayList<>();

    private ClusterRules() {}

    /**
     * Conflicts among nodes: ids, names. The later one is at fault.
     *
     * @param nodes servers and clients in the order to judge them
     */
    public static List<Conflict> amongNodes(Optional<LoadBalancer> lb, List<ClusterNode> nodes) {
        var rules = new ClusterRules();
        rules.nodes(lb, nodes);
        return List.copyOf(rules.conflicts);
    }

    /** Conflicts among containers: ids, names. */
    public static List<Conflict> amongContainers(List<Container> containers) {
        var rules = new ClusterRules();
        rules.containers(containers);
        return List.copyOf(rules.conflicts);
    }

    /** Conflicts among services: names, endpoints. */
    public static List<Conflict> amongServices(List<Service> services) {
        var rules = new ClusterRules();
        rules.services(services);
        return List.copyOf(rules.conflicts);
    }

    /** Services whose container is not there, or has no such server endpoints. */
    public static List<Conflict> servicesInContainers(
            List<Service> services, List<Container> containers) {
        var rules = new ClusterRules();
        services.forEach(service -> rules.service(service, containers));
        return List.copyOf(rules.conflicts);
    }

    private void nodes(Optional<LoadBalancer> lb, List<ClusterNode> nodes) {
        Map<Integer, Part> ids = new HashMap<>();
        Map<String, Part> names = new HashMap<>();
        lb.ifPresent(
                balancer -> {
                    names.put(balancer.name(), balancer);
                    balancer.nodeId().ifPresent(id -> ids.put(id, balancer));
                });
        for (ClusterNode node : nodes) {
            Part holder = ids.putIfAbsent(node.nodeId(), node);
            if (holder != null) {
                String allowed = "allowed " + ClusterNode.IDS + ", each once";
                taken(node, "nodeid", "nodeid " + node.nodeId(), holder, allowed);
            }
            unique(names, node.name(), node, "a name for each node");
        }
    }

    private void containers(List<Container> containers) {
        Map<Integer, Part> ids = new HashMap<>();
        Map<String, Part> names = new HashMap<>();
        for (Container container : containers) {
            Part holder = ids.putIfAbsent(container.dcid(), container);
            if (holder != null) {
                String allowed = "allowed " + Container.IDS + ", each once";
                taken(container, "dcid", "dcid " + container.dcid(), holder, allowed);
            }
            unique(names, container.name(), container, "a name for each container");
        }
    }

    private void services(List<Service> services) {
        Map<String, Part> names = new HashMap<>();
        var endpoints = new EndpointMap();
        for (Service service : services) {
            unique(names, service.name(), service, "a name for each service");
            endpoints.claim(service).ifPresent(holder -> conflicts.add(overlap(service, holder)));
        }
    }

    private static Conflict overlap(Service service, Service earlier) {
        String problem =
                "endpoints %s of %s overlap endpoints %s of %s"
                        .formatted(
                                service.endpoints(),
                                service.label(),
                                earlier.endpoints(),
                                earlier.label());
        return new Conflict(
                service,
                "ext_ep",
                problem,
                Optional.of(earlier),
                "allowed endpoints of its own in each container");
    }

    private void service(Service service, List<Container> containers) {
        List<Container> its =
                containers.stream().filter(c -> service.inContainer(c.dcid())).toList();
        if (its.isEmpty()) {
            String known = String.join(", ", containers.stream().map(c -> "" + c.dcid()).toList());
            String problem =
                    "no container has dcid " + service.dcid().orElse(0) + " of " + service.label();
            conflicts.add(
                    new Conflict(service, "dcid", problem, Optional.empty(), "allowed " + known));
        }
        its.forEach(container -> endpoints(service, container));
    }

    private void endpoints(Service service, Container container) {
        IntRange servers = container.serverEndpoints();
        Endpoints endpoints = service.endpoints();
        inRange(service, container, "ext_ep", endpoints.external(), servers);
        if (endpoints.min() != endpoints.external()) {
            inRange(service, container, "min_ep", endpoints.min(), servers);
        }
        if (endpoints.max() != endpoints.min()) {
            inRange(service, container, "max_ep", endpoints.max(), servers);
        }
    }

    private void inRange(
            Service service, Container container, String parameter, int value, IntRange servers) {
        if (!servers.contains(value)) {
            String problem =
                    "%s %d of %s is no server endpoint of container \"%s\""
                            .formatted(parameter, value, service.label(), container.name());
            conflicts.add(
                    new Conflict(
                            service, parameter, problem, Optional.empty(), "allowed " + servers));
        }
    }

    private void unique(Map<String, Part> names, String name, Part part, String allowed) {
        Part holder = names.putIfAbsent(name, part);
        if (holder != null) {
            taken(part, "", "the name", holder, "allowed " + allowed);
        }
    }

    private void taken(Part part, String parameter, String what, Part holder, String allowed) {
        String problem = what + " of " + part.label() + " is already that of " + holder.label();
        conflicts.add(new Conflict(part, parameter, problem, Optional.of(holder), allowed));
    }
}
