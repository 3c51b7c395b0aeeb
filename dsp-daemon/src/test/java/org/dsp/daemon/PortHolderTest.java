package org.dsp.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a /proc of its own making, and on the real one. */
class PortHolderTest {
    private static final String HEAD =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";

    @TempDir Path proc;

    private PortHolder holder;

    @BeforeEach
    void tables() throws IOException {
        Files.createDirectory(proc.resolve("net"));
        Files.writeString(
                proc.resolve("net/tcp"),
                HEAD
                        + row("0100007F:0BB9", "0A", 111) // 3001, listening
                        + row("0100007F:0BBA", "01", 222)); // 3002, connected
        Files.writeString(
                proc.resolve("net/tcp6"),
                HEAD + row("00000000000000000000000001000000:0BBB", "0A", 333)); // 3003
        process(41, 222, "java\0org.dsp.daemon.Dspd\0--node-file\0n.yaml\0");
        process(42, 111, "java\0-cp\0x.jar\0org.dsp.daemon.Dspd\0");
        process(43, 333, "nc\0-l\0");
        holder = new PortHolder(proc);
    }

    @Test
    void whoListensIsFound() {
        assertThat(holder.pid(3001)).contains(42L);
        assertThat(holder.pid(3003)).contains(43L);
    }

    @Test
    void aConnectionIsNoListener() {
        assertThat(holder.pid(3002)).isEmpty();
    }

    @Test
    void aListenerOfAnotherUserIsNobody() throws IOException {
        Files.writeString(proc.resolve("net/tcp"), HEAD + row("0100007F:0BB9", "0A", 999));

        assertThat(holder.pid(3001)).isEmpty();
    }

    @Test
    void withoutTablesThereIsNobody() {
        assertThat(new PortHolder(proc.resolve("absent")).pid(3001)).isEmpty();
    }

    @Test
    void aDaemonIsKnownByItsCommand() {
        assertThat(holder.isDaemon(42)).isTrue();
        assertThat(holder.isDaemon(43)).isFalse();
        assertThat(holder.isDaemon(44)).isFalse();
    }

    @Test
    void theRealOneKnowsThisProcess() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(new PortHolder(Path.of("/proc")).pid(taken.getLocalPort()))
                    .contains(ProcessHandle.current().pid());
        }
    }

    private static String row(String address, String state, int inode) {
        return "   0: %s 00000000:0000 %s 00000000:00000000 00:00000000 00000000     0        0 %d 1 0\n"
                .formatted(address, state, inode);
    }

    private void process(int pid, int inode, String command) throws IOException {
        Path descriptors = Files.createDirectories(proc.resolve(pid + "/fd"));
        Files.createSymbolicLink(descriptors.resolve("3"), Path.of("socket:[" + inode + "]"));
        Files.writeString(proc.resolve(pid + "/cmdline"), command);
    }
}
