package org.dsp.agent;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.jgroups.blocks.cs.TcpConnection;
import org.jgroups.blocks.cs.TcpServer;
import org.jgroups.protocols.TCP;
import org.jgroups.stack.IpAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ConnectionLogTest {
    private final ConnectionLog log = new ConnectionLog();

    /** JGroups' own code, that its words may not change unnoticed. */
    @Test
    void aLastWordThatTheOtherSideDoesNotWantIsNoError() throws Exception {
        InetAddress here = InetAddress.getLoopbackAddress();
        try (LogKeeper kept = new LogKeeper(TCP.class.getName(), Level.DEBUG);
                ServerSocket other = new ServerSocket(0, 1, here);
                TcpServer server = new TcpServer(here, 0)) {
            server.log(log);
            IpAddress there = new IpAddress(here, other.getLocalPort());
            try (TcpConnection connection = new TcpConnection(there, server)) {
                connection.connect(there);
                try (Socket reset = other.accept()) {
                    reset.setSoLinger(true, 0);
                }
            }
            assertThat(kept.lines())
                    .singleElement()
                    .asString()
                    .startsWith("DEBUG")
                    .contains("failed sending graceful close");
        }
    }

    @Test
    void aStreamThatIsClosedHereIsNoWarning() {
        try (LogKeeper kept = new LogKeeper(TCP.class.getName(), Level.DEBUG)) {
            log.warn("failed handling message", new IOException("Stream closed"));

            assertThat(kept.lines()).containsExactly("DEBUG failed handling message");
        }
    }

    @Test
    void everythingElseIsWhatItIs() {
        try (LogKeeper kept = new LogKeeper(TCP.class.getName(), Level.DEBUG)) {
            log.error("failed sending data to %s: %s", "there", "refused");
            log.warn("failed handling message", new IOException("Broken pipe"));

            assertThat(kept.lines())
                    .containsExactly(
                            "ERROR failed sending data to there: refused",
                            "WARN failed handling message");
        }
    }
}
