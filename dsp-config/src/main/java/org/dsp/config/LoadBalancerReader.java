package org.dsp.config;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.dsp.core.config.ClusterNode;
import org.dsp.core.config.IntRange;
import org.dsp.core.config.LoadBalancer;
import org.dsp.core.config.Secret;
import org.dsp.core.config.Texts;
import org.dsp.core.config.VmControl;

/** The {@code lb} block. */
final class LoadBalancerReader {
    static final String SSH_PASS = "ssh_pass";

    private static final String IGNORED = "has lost its meaning and is ignored";
    private static final String NO_HOST =
            "use address in each server and client: the balancer is no host of its own";
    private static final String ALL = ", the number of servers";
    private static final String NO_DEVICE = "use bind_address in each node file";

    private final Block block;
    private final BlockReader reader;
    private final int servers;

    /**
     * @param servers how many servers the file lists, right or wrong
     */
    LoadBalancerReader(Block block, BlockReader reader, int servers) {
        this.block = block;
        this.reader = reader;
        this.servers = servers;
    }

    Optional<LoadBalancer> read() {
        OptionalInt nodeId = reader.integer("nodeid", ClusterNode.IDS);
        int low = percent("lowwater", LoadBalancer.DEFAULT_LOW_WATER);
        int high = percent("highwater", LoadBalancer.DEFAULT_HIGH_WATER);
        Duration period = seconds("period", LoadBalancer.DEFAULT_PERIOD);
        Duration start = seconds("start", LoadBalancer.DEFAULT_START);
        Duration stop = seconds("stop", LoadBalancer.DEFAULT_STOP);
        Duration hello = helloTime(period);
        int most = Math.max(1, servers);
        int min =
                reader.integer("min_servers", new IntRange(1, most), ALL)
                        .orElse(LoadBalancer.DEFAULT_MIN_SERVERS);
        int max = reader.integer("max_servers", new IntRange(min, most), ALL).orElse(most);
        VmControl vm = vm();
        obsolete();
        if (low > high) {
            reader.error(
                    reader.has("highwater") ? "highwater" : "lowwater",
                    "lowwater %d of %s is above highwater %d".formatted(low, block.label(), high),
                    "allowed lowwater up to highwater");
        }
        reader.finish();
        return reader.faulty()
                ? Optional.empty()
                : Optional.of(
                        new LoadBalancer(
                                block.name(),
                                nodeId,
                                low,
                                high,
                                period,
                                start,
                                stop,
                                hello,
                                min,
                                max,
                                vm));
    }

    private int percent(String name, int otherwise) {
        return reader.integer(name, LoadBalancer.PERCENT).orElse(otherwise);
    }

    private Duration seconds(String name, Duration otherwise) {
        return duration(reader.integer(name, LoadBalancer.SECONDS), otherwise);
    }

    /** At most the period; so by default no longer than that. */
    private Duration helloTime(Duration period) {
        var upToPeriod = new IntRange(LoadBalancer.SECONDS.min(), (int) period.toSeconds());
        Duration otherwise =
                period.compareTo(LoadBalancer.DEFAULT_HELLO_TIME) < 0
                        ? period
                        : LoadBalancer.DEFAULT_HELLO_TIME;
        return duration(reader.integer("hello_time", upToPeriod, ", the period"), otherwise);
    }

    private static Duration duration(OptionalInt seconds, Duration otherwise) {
        return seconds.isPresent() ? Duration.ofSeconds(seconds.getAsInt()) : otherwise;
    }

    private VmControl vm() {
        Optional<Secret> password =
                reader.secret(SSH_PASS, Texts::isLine, Texts.LINE_RULE).map(Secret::new);
        if (password.isPresent()) {
            reader.warn(
                    SSH_PASS,
                    "is a password in clear text",
                    "use an SSH key of the daemon's user instead");
        }
        return new VmControl(
                line("vm_start"),
                line("vm_stop"),
                line("vm_status"),
                reader.text("ssh_host", Texts::isHost, Texts.HOST_RULE),
                line("ssh_user"),
                password);
    }

    private Optional<String> line(String name) {
        return reader.text(name, Texts::isLine, Texts.LINE_RULE);
    }

    private void obsolete() {
        reader.obsolete("cltname", IGNORED, NO_HOST);
        reader.obsolete("svrname", IGNORED, NO_HOST);
        reader.obsolete("cltdev", IGNORED, NO_DEVICE);
        reader.obsolete("svrdev", IGNORED, NO_DEVICE);
    }
}
