package org.dsp.core.config;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Small configurations to test with. */
final class Configs {
    private Configs() {}

    static Server server(int id) {
        return new Server(id, "node" + id, "host" + id, LinkOptions.DEFAULT, Optional.empty(), 1);
    }

    static Client client(int id) {
        var refusing = new LinkOptions(false, false, false, false);
        return new Client(id, "client" + id, "host" + id, refusing);
    }

    static Service service(String name, int endpoint) {
        return Service.external(name, endpoint);
    }

    static Service inContainer(int dcid, String name, Endpoints endpoints) {
        return new Service(
                name,
                OptionalInt.of(dcid),
                endpoints,
                Bind.EXTERNAL,
                Optional.empty(),
                Policy.FIRST_FIT,
                ServiceTimes.DEFAULT,
                Service.DEFAULT_MAX_SESSIONS,
                Access.ALL);
    }

    /** A balancer with default settings and a virtual node. */
    static LoadBalancer balancer(int nodeId, int servers) {
        LoadBalancer lb = LoadBalancer.defaults(servers);
        return new LoadBalancer(
                "virtual",
                OptionalInt.of(nodeId),
                lb.lowWater(),
                lb.highWater(),
                lb.period(),
                lb.start(),
                lb.stop(),
                lb.helloTime(),
                lb.minServers(),
                lb.maxServers(),
                lb.vm());
    }

    static ClusterConfig cluster(List<Server> servers, List<Client> clients) {
        return new ClusterConfig(
                Optional.empty(), servers, clients, List.of(), List.of(Container.DEFAULT));
    }

    static ClusterConfig cluster(List<Service> services, Container... containers) {
        return new ClusterConfig(
                Optional.empty(), List.of(server(1)), List.of(), services, List.of(containers));
    }
}
