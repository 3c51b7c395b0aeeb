package org.dsp.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortBasesTest {
    @Test
    void theBasesAreFarEnoughApartForEveryNodeId() {
        PortBases bases = PortBases.free(List.of(1, 2));

        assertThat(bases.sender() - bases.receiver()).isEqualTo(PortBases.SPAN);
        assertThat(bases.group() - bases.sender()).isEqualTo(600);
        assertThat(bases.detection() - bases.group()).isEqualTo(600);
        assertThat(bases.receiverPort(2)).isEqualTo(bases.receiver() + 2);
    }

    @Test
    void everyPortOfEveryNodeCanBeBound() throws Exception {
        PortBases bases = PortBases.free(List.of(1, 499));

        for (int port :
                new int[] {
                    bases.receiver() + 1, bases.sender() + 1,
                    bases.receiver() + 499, bases.sender() + 499,
                    bases.group() + 499, bases.detection() + 499
                }) {
            try (ServerSocket socket =
                    new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                assertThat(socket.getLocalPort()).isEqualTo(port);
            }
        }
    }
}
