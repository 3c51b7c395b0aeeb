package org.dsp.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.dsp.harness.HarnessException;
import org.junit.jupiter.api.Test;

class SystemCallsTest {
    private static final String HEAD = "  sl  local_address rem_address   st tx_queue rx_queue";

    @Test
    void whatPerfPrintsIsAddedUpOverIntervalsAndCalls() {
        List<String> lines =
                List.of(
                        "     0.500928461,17,,syscalls:sys_enter_write,500,100.00,,",
                        "     0.500928461,<not counted>,,syscalls:sys_enter_read,0,100.00,,",
                        "     1.002884943,4,,syscalls:sys_enter_write,500,100.00,,",
                        "     1.002884943,20,,syscalls:sys_enter_recvfrom,500,100.00,,",
                        "     1.002884943,99,,cycles,500,100.00,,",
                        "");

        assertThat(Perf.sum(lines)).isEqualTo(41);
    }

    @Test
    void aProcessWithoutAConnectionIsAnErrorAndNotZeroCalls() {
        assertThatThrownBy(() -> Perf.command(12, List.of()))
                .isInstanceOf(HarnessException.class)
                .hasMessageContaining("process 12 has no connection");
    }

    @Test
    void connectionsAreFoundByThePortAtEitherEndAndListenersAreNot() {
        List<String> lines =
                List.of(
                        HEAD,
                        line("0100007F:0BB9 00000000:0000 0A", 1), // listens on 3001
                        line("0100007F:0BB9 0100007F:C001 01", 2),
                        line("0100007F:C001 0100007F:0BB9 01", 3),
                        line("0100007F:C001 0100007F:0BBA 01", 4), // to 3002
                        line("0100007F:C001 0100007F:0BB9 06", 0)); // was closed

        assertThat(TcpSockets.inodes(lines, List.of(3001))).containsExactlyInAnyOrder("2", "3");
    }

    @Test
    void thisProcessSeesBothEndsOfItsOwnConnection() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept()) {
            long me = ProcessHandle.current().pid();

            assertThat(client.isConnected() && accepted.isConnected()).isTrue();
            assertThat(TcpSockets.of(me, List.of(server.getLocalPort()))).hasSize(2);
        }
    }

    private static String line(String addresses, int inode) {
        return "   0: " + addresses + " 00000000:00000000 00:00000000 00000000 0 0 " + inode + " 1";
    }
}
