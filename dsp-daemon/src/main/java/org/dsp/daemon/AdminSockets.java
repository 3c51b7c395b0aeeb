package org.dsp.daemon;

import io.netty.util.NetUtil;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dsp.core.admin.SocketQueues;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queues of this machine's TCP connections, as /proc/net shows them. Reads files: never on the
 * event loop.
 */
final class AdminSockets implements SocketQueues {
    private static final Logger LOG = LoggerFactory.getLogger(AdminSockets.class);
    private static final int LOCAL = 1;
    private static final int FOREIGN = 2;
    private static final int QUEUES = 4;
    private static final int FIELDS = 10;
    private static final int HEX = 16;

    private record Ends(String local, String foreign) {}

    private final Map<Ends, Waiting> waiting = new HashMap<>();

    private AdminSockets() {}

    /**
     * Reads what there is.
     *
     * @param proc where the system's files are
     * @param ports local ports of the connections that matter
     */
    static SocketQueues read(Path proc, Set<Integer> ports) {
        var sockets = new AdminSockets();
        sockets.readTable(proc.resolve("net/tcp"), ports);
        sockets.readTable(proc.resolve("net/tcp6"), ports);
        return sockets;
    }

    @Override
    public Optional<Waiting> of(String local, String foreign) {
        return Optional.ofNullable(waiting.get(new Ends(local, foreign)));
    }

    private void readTable(Path table, Set<Integer> ports) {
        try (BufferedReader lines = Files.newBufferedReader(table, StandardCharsets.US_ASCII)) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.strip().split("\\s+", FIELDS);
                if (words.length == FIELDS && ports.contains(port(words[LOCAL]))) {
                    waiting.put(
                            new Ends(address(words[LOCAL]), address(words[FOREIGN])),
                            queues(words[QUEUES]));
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            // As on a machine without IPv6, or where /proc is hidden: then nobody knows.
            LOG.debug("{} cannot be read", table, e);
        }
    }

    private static int port(String word) {
        return Integer.parseInt(word, word.indexOf(':') + 1, word.length(), HEX);
    }

    /** 32-bit words in the machine's order, as hex digits; a colon; the port. */
    private static String address(String word) throws IOException {
        int colon = word.indexOf(':');
        byte[] bytes = HexFormat.of().parseHex(word, 0, colon);
        ByteBuffer big = ByteBuffer.allocate(bytes.length);
        ByteBuffer own = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        while (own.hasRemaining()) {
            big.putInt(own.getInt());
        }
        InetAddress address = InetAddress.getByAddress(big.array());
        return NetUtil.toSocketAddressString(new InetSocketAddress(address, port(word)));
    }

    /** Sent, a colon, received. */
    private static Waiting queues(String word) {
        int colon = word.indexOf(':');
        long sent = Long.parseLong(word, 0, colon, HEX);
        return new Waiting(Long.parseLong(word, colon + 1, word.length(), HEX), sent);
    }
}
