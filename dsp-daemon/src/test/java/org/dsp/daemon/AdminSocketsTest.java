package org.dsp.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.awaitility.Awaitility;
import org.dsp.core.admin.SocketQueues;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminSocketsTest {
    private static final String LINE =
            "   0: 0100007F:0BB9 0100007F:0DAD 01 00000010:00000020 00:00000000 00000000  0 0 9 1\n";
    private static final String SIX =
            "   0: 0000000000000000FFFF00000100007F:0BB9 00000000000000000000000001000000:0DAD"
                    + " 01 00000001:00000002 00:00000000 00000000  0 0 9 1\n";

    @TempDir private Path proc;

    private SocketQueues table(String four, String six) throws IOException {
        Path net = Files.createDirectories(proc.resolve("net"));
        Files.writeString(net.resolve("tcp"), "  sl  local_address\n" + four);
        Files.writeString(net.resolve("tcp6"), "  sl  local_address\n" + six);
        return AdminSockets.read(proc, Set.of(0x0BB9));
    }

    @Test
    void queuesAreFoundByBothAddresses() throws IOException {
        SocketQueues queues = table(LINE, SIX);

        assertThat(queues.of("127.0.0.1:3001", "127.0.0.1:3501"))
                .contains(new SocketQueues.Waiting(0x20, 0x10));
        assertThat(queues.of("127.0.0.1:3001", "[::1]:3501"))
                .contains(new SocketQueues.Waiting(2, 1));
        assertThat(queues.of("127.0.0.1:3501", "127.0.0.1:3001")).isEmpty();
    }

    @Test
    void whatCannotBeReadIsNotKnown() throws IOException {
        assertThat(table("rubbish : : : : : : : : : :\n", "").of("a", "b")).isEmpty();
        assertThat(AdminSockets.read(proc.resolve("none"), Set.of(1)).of("a", "b")).isEmpty();
    }

    @Test
    void theRealTableShowsARealConnection() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket()) {
            client.connect(listener.getLocalSocketAddress());
            try (Socket accepted = listener.accept()) {
                client.getOutputStream().write(new byte[1000]);
                int port = accepted.getLocalPort();
                String local = "127.0.0.1:" + port;
                String foreign = "127.0.0.1:" + client.getLocalPort();

                Awaitility.await()
                        .until(
                                () ->
                                        AdminSockets.read(Path.of("/proc"), Set.of(port))
                                                .of(local, foreign)
                                                .filter(w -> w.received() == 1000)
                                                .isPresent());
            }
        }
    }
}
