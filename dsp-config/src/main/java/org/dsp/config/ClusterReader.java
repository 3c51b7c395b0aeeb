package org.dsp.config;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.dsp.core.config.Client;
import org.dsp.core.config.ClusterConfig;
import org.dsp.core.config.ClusterNode;
import org.dsp.core.config.ClusterRules;
import org.dsp.core.config.Conflict;
import org.dsp.core.config.Container;
import org.dsp.core.config.LoadBalancer;
import org.dsp.core.config.Part;
import org.dsp.core.config.Server;
import org.dsp.core.config.Service;
import org.dsp.core.config.Texts;

/**
 * Blocks to a cluster's configuration: the rules and messages of both forms. Blocks that are right
 * by themselves are also judged together, so that one reading finds as much as it can.
 */
final class ClusterReader {
    /** What begins a block. */
    static final Set<String> KEYWORDS = Set.of("lb", "server", "client", "service", "container");

    private record Balancer(Block block, BlockReader reader) {}

    private static final Position TOP = new Position(1, 1);

    private final Problems problems;
    private final IdentityHashMap<Part, BlockReader> readers = new IdentityHashMap<>();
    private final List<Balancer> balancers = new ArrayList<>();
    private final List<ClusterNode> nodes = new ArrayList<>();
    private final List<Service> services = new ArrayList<>();
    private final List<Container> containers = new ArrayList<>();
    private int serverBlocks;
    private boolean containersFaulty;

    private ClusterReader(Problems problems) {
        this.problems = problems;
    }

    static Optional<ClusterConfig> read(List<Block> blocks, Problems problems) {
        var reader = new ClusterReader(problems);
        blocks.forEach(reader::block);
        return reader.cluster();
    }

    private void block(Block block) {
        var reader = new BlockReader(block, problems);
        if (KEYWORDS.contains(block.keyword()) && !Texts.isName(block.name())) {
            String wrong =
                    "the name of %s %s is not right"
                            .formatted(block.keyword(), Quoted.of(block.name()));
            reader.error("", wrong, "allowed " + Texts.NAME_RULE);
        }
        switch (block.keyword()) {
            case "lb" -> balancers.add(new Balancer(block, reader));
            case "server" -> {
                serverBlocks++;
                Optional<Server> server = new NodeReader(block, reader).server();
                server.ifPresent(part -> keep(part, reader, nodes));
            }
            case "client" -> {
                Optional<Client> client = new NodeReader(block, reader).client();
                client.ifPresent(part -> keep(part, reader, nodes));
            }
            case "service" -> {
                Optional<Service> service = new ServiceReader(block, reader).read();
                service.ifPresent(part -> keep(part, reader, services));
            }
            case "container" -> {
                Optional<Container> container = new ContainerReader(block, reader).read();
                container.ifPresent(part -> keep(part, reader, containers));
                containersFaulty |= container.isEmpty();
            }
            default -> unknown(block);
        }
    }

    private <T extends Part> void keep(T part, BlockReader reader, List<? super T> parts) {
        readers.put(part, reader);
        parts.add(part);
    }

    private void unknown(Block block) {
        var known = new TreeSet<>(KEYWORDS);
        String suggestion = Suggestion.text(block.keyword(), known);
        String wrong = Quoted.of(block.keyword()) + " is no kind of block";
        problems.error(block.begin(), wrong, suggestion + "allowed " + String.join(", ", known));
    }

    private Optional<ClusterConfig> cluster() {
        if (serverBlocks == 0) {
            problems.error(TOP, "no server", "allowed at least one server block");
        }
        Optional<LoadBalancer> lb = balancer();
        if (containers.isEmpty() && !containersFaulty) {
            containers.add(Container.DEFAULT);
        }
        report(ClusterRules.amongNodes(lb, nodes));
        report(ClusterRules.amongServices(services));
        List<Conflict> amongContainers = ClusterRules.amongContainers(containers);
        report(amongContainers);
        if (!containersFaulty && amongContainers.isEmpty()) {
            report(ClusterRules.servicesInContainers(services, containers));
        }
        return problems.errorCount() > 0
                ? Optional.empty()
                : Optional.of(
                        new ClusterConfig(
                                lb, only(Server.class), only(Client.class), services, containers));
    }

    /** Read last, because its bounds depend on the number of servers. */
    private Optional<LoadBalancer> balancer() {
        for (Balancer second : balancers.stream().skip(1).toList()) {
            int line = balancers.get(0).block.at().line();
            String wrong = "%s is a second balancer, the first is at line %d";
            second.reader.error("", wrong.formatted(second.block.label(), line), "allowed one lb");
            balancer(second);
        }
        return balancers.stream().findFirst().flatMap(this::balancer);
    }

    private Optional<LoadBalancer> balancer(Balancer one) {
        Optional<LoadBalancer> lb =
                new LoadBalancerReader(one.block, one.reader, serverBlocks).read();
        lb.ifPresent(part -> readers.put(part, one.reader));
        return lb;
    }

    private <T extends ClusterNode> List<T> only(Class<T> type) {
        return nodes.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private void report(List<Conflict> conflicts) {
        for (Conflict conflict : conflicts) {
            String where =
                    conflict.other()
                            .map(other -> " at line " + at(other, conflict.parameter()).line())
                            .orElse("");
            Position at = at(conflict.part(), conflict.parameter());
            problems.error(at, conflict.problem() + where, conflict.allowed());
        }
    }

    private Position at(Part part, String parameter) {
        return readers.get(part).at(parameter);
    }
}
