package org.dsp.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.dsp.core.config.Access;
import org.dsp.core.config.Bind;
import org.dsp.core.config.Client;
import org.dsp.core.config.ClusterConfig;
import org.dsp.core.config.Container;
import org.dsp.core.config.Endpoints;
import org.dsp.core.config.IntRange;
import org.dsp.core.config.LinkOptions;
import org.dsp.core.config.LoadBalancer;
import org.dsp.core.config.Policy;
import org.dsp.core.config.ProgWords;
import org.dsp.core.config.Secret;
import org.dsp.core.config.Server;
import org.dsp.core.config.Service;
import org.dsp.core.config.ServiceTimes;
import org.dsp.core.config.Texts;
import org.dsp.core.config.VmControl;
import org.dsp.ipc.Limits;

/** Every configuration that the records allow, for properties. */
final class ClusterConfigs {
    private static final int MOST_NODES = 8;

    private ClusterConfigs() {}

    static Arbitrary<ClusterConfig> all() {
        Arbitrary<List<Integer>> ids =
                Arbitraries.integers()
                        .between(0, 499)
                        .list()
                        .uniqueElements()
                        .ofMinSize(2)
                        .ofMaxSize(MOST_NODES);
        return ids.flatMap(ClusterConfigs::withNodes);
    }

    /** The first id is the virtual node's, then come servers and clients. */
    private static Arbitrary<ClusterConfig> withNodes(List<Integer> ids) {
        Arbitrary<Integer> servers = Arbitraries.integers().between(1, ids.size() - 1);
        return servers.flatMap(
                count -> {
                    List<Integer> nodes = ids.subList(1, ids.size());
                    return Combinators.combine(
                                    balancer(ids.get(0), count).optional(),
                                    each(nodes.subList(0, count), ClusterConfigs::server),
                                    each(
                                            nodes.subList(count, nodes.size()),
                                            ClusterConfigs::client),
                                    services(),
                                    containers())
                            .as(ClusterConfig::new);
                });
    }

    private static Arbitrary<LoadBalancer> balancer(int id, int servers) {
        Arbitrary<OptionalInt> nodeId = Arbitraries.of(OptionalInt.of(id), OptionalInt.empty());
        Arbitrary<List<Integer>> marks = ordered(LoadBalancer.PERCENT);
        Arbitrary<List<Integer>> periods = ordered(LoadBalancer.SECONDS);
        Arbitrary<List<Integer>> counts = ordered(new IntRange(1, servers));
        Arbitrary<Duration> seconds = seconds(LoadBalancer.SECONDS);
        return Combinators.combine(nodeId, marks, periods, seconds, seconds, counts, vm())
                .as(
                        (node, mark, period, start, stop, count, vm) ->
                                new LoadBalancer(
                                        "lb",
                                        node,
                                        mark.get(0),
                                        mark.get(1),
                                        Duration.ofSeconds(period.get(1)),
                                        start,
                                        stop,
                                        Duration.ofSeconds(period.get(0)),
                                        count.get(0),
                                        count.get(1),
                                        vm));
    }

    private static Arbitrary<VmControl> vm() {
        Arbitrary<Optional<String>> line = line().optional();
        return Combinators.combine(
                        line,
                        line,
                        line,
                        host().optional(),
                        line,
                        line().map(Secret::new).optional())
                .as(VmControl::new);
    }

    private static Arbitrary<Server> server(int id) {
        return Combinators.combine(host(), link(), line().optional(), integers(Server.WEIGHTS))
                .as(
                        (host, link, image, weight) ->
                                new Server(id, "server-" + id, host, link, image, weight));
    }

    private static Arbitrary<Client> client(int id) {
        return Combinators.combine(host(), link())
                .as((host, link) -> new Client(id, "client." + id, host, link));
    }

    private static Arbitrary<LinkOptions> link() {
        Arbitrary<Boolean> any = Arbitraries.of(true, false);
        return Combinators.combine(any, any, any, any).as(LinkOptions::new);
    }

    /** Services with three endpoints of their own each, in container 0 or anywhere. */
    private static Arbitrary<List<Service>> services() {
        return Arbitraries.integers()
                .between(0, 4)
                .flatMap(
                        count ->
                                each(
                                        IntStream.range(0, count).boxed().toList(),
                                        ClusterConfigs::service));
    }

    private static Arbitrary<Service> service(int number) {
        Arbitrary<Optional<String>> prog =
                line().filter(text -> !text.equals("none") && ProgWords.isOne(text)).optional();
        Arbitrary<Bind> bind = Arbitraries.of(Bind.REPLICA, Bind.LOCAL, Bind.BACKUP);
        Arbitrary<OptionalInt> dcid = Arbitraries.of(OptionalInt.of(0), OptionalInt.empty());
        Arbitrary<ServiceTimes> times =
                Combinators.combine(
                                seconds(ServiceTimes.START),
                                seconds(ServiceTimes.SESSION),
                                seconds(ServiceTimes.QUEUE))
                        .as(ServiceTimes::new);
        return Combinators.combine(
                        dcid,
                        endpoints(3 * number),
                        prog,
                        bind,
                        Arbitraries.of(Policy.class),
                        times,
                        integers(Service.SESSIONS),
                        access())
                .as(
                        (dc, endpoints, command, started, policy, wait, most, who) ->
                                new Service(
                                        "s" + number,
                                        dc,
                                        endpoints,
                                        command.isPresent() ? started : Bind.EXTERNAL,
                                        command,
                                        policy,
                                        wait,
                                        most,
                                        who));
    }

    private static Arbitrary<Endpoints> endpoints(int first) {
        return Arbitraries.of(
                Endpoints.single(first),
                new Endpoints(first, first, first + 2),
                new Endpoints(first + 2, first, first + 1),
                new Endpoints(first + 1, first, first + 2));
    }

    private static Arbitrary<Access> access() {
        Arbitrary<List<Long>> uids =
                Arbitraries.longs().between(0, Access.UID_MAX).list().ofMaxSize(3);
        return Combinators.combine(nodeSet(), uids).as(Access::new);
    }

    /** Container 0 first: services may be in it. Its servers have endpoints 0 to 29 or more. */
    private static Arbitrary<List<Container>> containers() {
        Arbitrary<Limits> limits =
                Combinators.combine(
                                integers(Container.TASKS),
                                Arbitraries.integers().between(20, 300),
                                Arbitraries.integers().between(1, 27_000))
                        .as(
                                (tasks, servers, more) ->
                                        new Limits(tasks, servers + more, tasks + servers));
        Arbitrary<Integer> count = Arbitraries.integers().between(1, 3);
        return count.flatMap(
                n ->
                        each(
                                IntStream.range(0, n).boxed().toList(),
                                i ->
                                        Combinators.combine(nodeSet(), limits)
                                                .as(
                                                        (nodes, limit) ->
                                                                new Container(
                                                                        "DC" + i, 7 * i, nodes,
                                                                        limit))));
    }

    private static Arbitrary<List<Integer>> nodeSet() {
        return Arbitraries.oneOf(
                Arbitraries.just(List.of()),
                Arbitraries.integers().between(0, 499).list().ofMaxSize(3),
                ordered(new IntRange(0, 499))
                        .map(
                                ends ->
                                        IntStream.rangeClosed(ends.get(0), ends.get(1))
                                                .boxed()
                                                .toList()));
    }

    private static Arbitrary<String> host() {
        return Arbitraries.of("127.0.0.1", "::1", "fe80::1%eth0", "h", "null", "no", "1", "a-b.c");
    }

    /** Lines that both quote styles and YAML have to bear. */
    private static Arbitrary<String> line() {
        Arbitrary<String> nasty =
                Arbitraries.of(
                        "#",
                        "a # b",
                        ": ",
                        "- ",
                        "' '",
                        "\"\"",
                        "~",
                        "{}",
                        "\\",
                        "E:\\\\a\\b.vmx",
                        "\\n",
                        "%x",
                        "@",
                        "&a",
                        "*a",
                        "!t",
                        " x ",
                        "?",
                        "|",
                        ">",
                        "YES",
                        "1",
                        "é日😀");
        Arbitrary<String> any =
                Arbitraries.strings()
                        .withCharRange(' ', '~')
                        .withCharRange('\u00a0', '\u024f')
                        .withCharRange('\u4e00', '\u4fff')
                        .ofMinLength(1)
                        .ofMaxLength(40)
                        .filter(Texts::isLine);
        return Arbitraries.oneOf(nasty, any);
    }

    private static Arbitrary<Integer> integers(IntRange range) {
        return Arbitraries.integers().between(range.min(), range.max());
    }

    private static Arbitrary<Duration> seconds(IntRange range) {
        return integers(range).map(Duration::ofSeconds);
    }

    private static Arbitrary<List<Integer>> ordered(IntRange range) {
        return Combinators.combine(integers(range), integers(range))
                .as((a, b) -> List.of(Math.min(a, b), Math.max(a, b)));
    }

    private interface Maker<T> {
        Arbitrary<T> make(int number);
    }

    private static <T> Arbitrary<List<T>> each(List<Integer> numbers, Maker<T> maker) {
        List<Arbitrary<T>> all = new ArrayList<>();
        numbers.forEach(number -> all.add(maker.make(number)));
        return Combinators.combine(all).as(List::copyOf);
    }
}
