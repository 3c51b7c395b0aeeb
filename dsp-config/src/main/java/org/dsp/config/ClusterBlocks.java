package org.dsp.config;

import static org.dsp.config.Choice.word;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dsp.core.config.Client;
import org.dsp.core.config.ClusterConfig;
import org.dsp.core.config.ClusterNode;
import org.dsp.core.config.Container;
import org.dsp.core.config.LoadBalancer;
import org.dsp.core.config.Secret;
import org.dsp.core.config.Server;
import org.dsp.core.config.Service;
import org.dsp.core.config.ServiceTimes;
import org.dsp.core.config.VmControl;

/** A cluster's configuration as blocks to write, every setting with its value. */
final class ClusterBlocks {
    private ClusterBlocks() {}

    static List<WrittenBlock> of(ClusterConfig config) {
        Stream<WrittenBlock> lb = config.lb().stream().map(ClusterBlocks::balancer);
        Stream<WrittenBlock> containers =
                config.containers().stream().map(ClusterBlocks::container);
        Stream<WrittenBlock> servers = config.servers().stream().map(ClusterBlocks::server);
        Stream<WrittenBlock> clients = config.clients().stream().map(ClusterBlocks::client);
        Stream<WrittenBlock> services = config.services().stream().map(ClusterBlocks::service);
        return Stream.of(lb, containers, servers, clients, services).flatMap(s -> s).toList();
    }

    private static WrittenBlock balancer(LoadBalancer lb) {
        var block = new WrittenBlock("lb", lb.name());
        lb.nodeId().ifPresent(id -> block.number("nodeid", id));
        block.number("lowwater", lb.lowWater());
        block.number("highwater", lb.highWater());
        seconds(block, "period", lb.period());
        seconds(block, "start", lb.start());
        seconds(block, "stop", lb.stop());
        seconds(block, "hello_time", lb.helloTime());
        block.number("min_servers", lb.minServers());
        block.number("max_servers", lb.maxServers());
        VmControl vm = lb.vm();
        text(block, "vm_start", vm.start());
        text(block, "vm_stop", vm.stop());
        text(block, "vm_status", vm.status());
        text(block, "ssh_host", vm.sshHost());
        text(block, "ssh_user", vm.sshUser());
        text(block, LoadBalancerReader.SSH_PASS, vm.sshPass().map(Secret::reveal));
        return block;
    }

    private static WrittenBlock container(Container container) {
        var block = new WrittenBlock("container", container.name());
        block.number("dcid", container.dcid());
        block.words("nodes", NodeSet.words(container.nodes()));
        block.number("nr_tasks", container.limits().tasks());
        block.number("nr_procs", container.limits().procs());
        block.number("nr_sysprocs", container.limits().sysprocs());
        return block;
    }

    private static WrittenBlock server(Server server) {
        WrittenBlock block = node("server", server);
        block.number("weight", server.weight());
        text(block, "node_image", server.nodeImage());
        return block;
    }

    private static WrittenBlock client(Client client) {
        return node("client", client);
    }

    private static WrittenBlock node(String keyword, ClusterNode node) {
        var block = new WrittenBlock(keyword, node.name());
        block.number("nodeid", node.nodeId());
        block.text("address", node.address());
        block.word("proto", "tcp");
        block.word("compress", word(node.link().compress()));
        block.word("batch", word(node.link().batch()));
        block.word("autobind", word(node.link().autobind()));
        block.word("legacy", word(node.link().legacy()));
        return block;
    }

    private static WrittenBlock service(Service service) {
        var block = new WrittenBlock("service", service.name());
        service.dcid()
                .ifPresentOrElse(id -> block.number("dcid", id), () -> block.word("dcid", "ANY"));
        block.number("ext_ep", service.endpoints().external());
        block.number("min_ep", service.endpoints().min());
        block.number("max_ep", service.endpoints().max());
        block.word("bind", word(service.bind()));
        text(block, "prog", service.prog());
        block.word("policy", word(service.policy()));
        ServiceTimes times = service.times();
        seconds(block, "start_timeout", times.start());
        seconds(block, "session_timeout", times.session());
        seconds(block, "queue_timeout", times.queue());
        block.number("max_sessions", service.maxSessions());
        block.words("allow_nodes", NodeSet.words(service.access().nodes()));
        block.words(
                "allow_uids", service.access().uids().stream().map(uid -> uid.toString()).toList());
        return block;
    }

    private static void seconds(WrittenBlock block, String name, Duration value) {
        block.number(name, (int) value.toSeconds());
    }

    private static void text(WrittenBlock block, String name, Optional<String> value) {
        value.ifPresent(text -> block.text(name, text));
    }
}
