package org.dsp.config;

import java.util.Optional;
import java.util.OptionalInt;
import org.dsp.core.config.Client;
import org.dsp.core.config.ClusterNode;
import org.dsp.core.config.IntRange;
import org.dsp.core.config.LinkOptions;
import org.dsp.core.config.Server;
import org.dsp.core.config.Texts;

/** A {@code server} or {@code client} block. */
final class NodeReader {
    /** The original's receiver port of node 0, from which its {@code rport} counts. */
    private static final int OLD_PORT_BASE = 3000;

    private static final IntRange OLD_PORTS =
            new IntRange(OLD_PORT_BASE, OLD_PORT_BASE + ClusterNode.IDS.max());

    private static final String IGNORED = "has lost its meaning and is ignored";
    private static final String PORTS =
            "ports follow from nodeid: see receiver_port_base in the node file";

    private final Block block;
    private final BlockReader reader;

    NodeReader(Block block, BlockReader reader) {
        this.block = block;
        this.reader = reader;
    }

    Optional<Server> server() {
        OptionalInt nodeId = nodeId();
        String address = address();
        LinkOptions link = link();
        Optional<String> image = reader.text("node_image", Texts::isLine, Texts.LINE_RULE);
        int weight = reader.integer("weight", Server.WEIGHTS).orElse(Server.DEFAULT_WEIGHT);
        return finished()
                ? Optional.of(
                        new Server(
                                nodeId.orElseThrow(), block.name(), address, link, image, weight))
                : Optional.empty();
    }

    Optional<Client> client() {
        OptionalInt nodeId = nodeId();
        String address = address();
        LinkOptions link = link();
        return finished()
                ? Optional.of(new Client(nodeId.orElseThrow(), block.name(), address, link))
                : Optional.empty();
    }

    private boolean finished() {
        reader.finish();
        return !reader.faulty();
    }

    private OptionalInt nodeId() {
        boolean given = reader.has("nodeid");
        OptionalInt id = reader.integer("nodeid", ClusterNode.IDS);
        reader.obsolete("proxyid", IGNORED, "use nodeid");
        reader.obsolete("sport", IGNORED, PORTS);
        if (given) {
            reader.obsolete("rport", IGNORED, PORTS);
            return id;
        }
        OptionalInt port = oldPort();
        if (port.isEmpty()) {
            reader.require("nodeid", "allowed " + ClusterNode.IDS);
            reader.obsolete("rport", "gives no nodeid", "use nodeid");
            return OptionalInt.empty();
        }
        int derived = port.getAsInt() - OLD_PORT_BASE;
        String meaning =
                "has lost its meaning; nodeid %d is taken from it (%d - %d)"
                        .formatted(derived, port.getAsInt(), OLD_PORT_BASE);
        reader.obsolete("rport", meaning, "use nodeid");
        return OptionalInt.of(derived);
    }

    private OptionalInt oldPort() {
        return reader.leftover("rport").stream()
                .map(Value::text)
                .filter(text -> text.matches("[0-9]{4}"))
                .mapToInt(Integer::parseInt)
                .filter(OLD_PORTS::contains)
                .findFirst();
    }

    private String address() {
        reader.obsolete(
                "rname",
                IGNORED,
                "use address for the node's host, bind_address in its node file to listen");
        Optional<String> given = reader.text("address", Texts::isHost, Texts.HOST_RULE);
        return given.orElse(block.name());
    }

    private LinkOptions link() {
        // The original also knew udp and tipc, which never worked.
        reader.text("proto", "tcp"::equalsIgnoreCase, "tcp, the only one offered");
        LinkOptions otherwise = LinkOptions.DEFAULT;
        return new LinkOptions(
                reader.yesNo("compress").orElse(otherwise.compress()),
                reader.yesNo("batch").orElse(otherwise.batch()),
                reader.yesNo("autobind").orElse(otherwise.autobind()),
                reader.yesNo("legacy").orElse(otherwise.legacy()));
    }
}
