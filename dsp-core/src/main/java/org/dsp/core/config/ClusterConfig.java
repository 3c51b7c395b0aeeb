package org.dsp.core.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A whole cluster: what the cluster file says. The order of blocks in a file has no meaning: nodes
 * are kept by id, containers by dcid, services by name, so equal configurations are equal records.
 *
 * @param lb the balancer block, if there is one
 * @param servers at least one, by id
 * @param clients the listed clients, by id
 * @param services by name
 * @param containers at least one, by dcid
 */
public record ClusterConfig(
        Optional<LoadBalancer> lb,
        List<Server> servers,
        List<Client> clients,
        List<Service> services,
        List<Container> containers) {
    /**
     * @throws IllegalArgumentException when there is no server or no container, when {@code lb}
     *     wants more servers than there are, or at the first of {@link ClusterRules} that is broken
     */
    public ClusterConfig {
        servers = sorted(servers, Comparator.comparingInt(Server::nodeId));
        clients = sorted(clients, Comparator.comparingInt(Client::nodeId));
        services = sorted(services, Comparator.comparing(Service::name));
        containers = sorted(containers, Comparator.comparingInt(Container::dcid));
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("no server; allowed at least one");
        }
        if (containers.isEmpty()) {
            throw new IllegalArgumentException("no container; allowed at least one");
        }
        if (lb.isPresent()) {
            new IntRange(1, servers.size()).check("max_servers", lb.get().maxServers());
        }
        List<ClusterNode> nodes = new ArrayList<>(servers);
        nodes.addAll(clients);
        List<Conflict> conflicts = new ArrayList<>(ClusterRules.amongNodes(lb, nodes));
        conflicts.addAll(ClusterRules.amongContainers(containers));
        conflicts.addAll(ClusterRules.amongServices(services));
        conflicts.addAll(ClusterRules.servicesInContainers(services, containers));
        if (!conflicts.isEmpty()) {
            Conflict first = conflicts.get(0);
            throw new IllegalArgumentException(first.problem() + "; " + first.allowed());
        }
    }

    /** The balancer's settings, by default where there is no block. */
    public LoadBalancer balancing() {
        return lb.orElseGet(() -> LoadBalancer.defaults(servers.size()));
    }

    /** The node that clients see servers at: the virtual one, else the lowest server. */
    public int presentedNode() {
        return balancing().nodeId().orElse(servers.get(0).nodeId());
    }

    /** Every listed node, by id. */
    public List<ClusterNode> nodes() {
        return Stream.<ClusterNode>concat(servers.stream(), clients.stream())
                .sorted(Comparator.comparingInt(ClusterNode::nodeId))
                .toList();
    }

    /** The listed node with this id. */
    public Optional<ClusterNode> node(int nodeId) {
        return nodes().stream().filter(node -> node.nodeId() == nodeId).findFirst();
    }

    /** Whether this node is a server; every other one, listed or not, is a client. */
    public boolean isServer(int nodeId) {
        return servers.stream().anyMatch(server -> server.nodeId() == nodeId);
    }

    /** The container with this id. */
    public Optional<Container> container(int dcid) {
        return containers.stream().filter(container -> container.dcid() == dcid).findFirst();
    }

    /** The same without passwords: what may be shown. */
    public ClusterConfig withoutSecrets() {
        return new ClusterConfig(
                lb.map(LoadBalancer::withoutSecrets), servers, clients, services, containers);
    }

    private static <T> List<T> sorted(List<T> parts, Comparator<T> order) {
        return parts.stream().sorted(order).toList();
    }
}
