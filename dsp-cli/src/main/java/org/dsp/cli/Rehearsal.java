package org.dsp.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dsp.core.admin.AdminAnswer;
import org.dsp.core.admin.AdminFrame;
import org.dsp.core.admin.FieldsBuilder;
import org.dsp.core.admin.Value.Fields;
import picocli.CommandLine;

/**
 * What the build runs to learn which classes a command loads, for the archive that lets it start
 * fast: a few commands with a daemon that is none. Prints nothing; of no use otherwise.
 */
final class Rehearsal {
    private Rehearsal() {}

    /** The build's way in. */
    public static void main(String[] args) throws IOException {
        Path directory = Files.createTempDirectory("dlbcmd");
        Path socket = directory.resolve("a.sock");
        Path file = Files.writeString(directory.resolve("c.cfg"), "server a { nodeid 1; };\n");
        List<List<String>> commands =
                List.of(
                        List.of("--help"),
                        List.of("check", file.toString()),
                        List.of("cluster", "--socket", socket.toString()),
                        List.of("cluster", "--json", "--socket", socket.toString()),
                        List.of("status", "--socket", socket.toString()),
                        List.of("ep", "list", "--socket", socket.toString()),
                        List.of("config", file.toString(), "--socket", socket.toString()));
        try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listener.bind(UnixDomainSocketAddress.of(socket));
            Thread daemon = new Thread(() -> serve(listener), "rehearsal");
            daemon.setDaemon(true);
            daemon.start();
            commands.forEach(Rehearsal::run);
        } finally {
            Files.delete(socket);
            Files.delete(file);
            Files.delete(directory);
        }
    }

    private static void run(List<String> command) {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        CommandLine line = Dlbcmd.line(Map.of());
        line.setOut(nowhere).setErr(nowhere);
        int status = line.execute(command.toArray(new String[0]));
        if (status != ExitStatus.OK.status) {
            throw new IllegalStateException(command + " ended with " + status);
        }
    }

    private static void serve(ServerSocketChannel listener) {
        try {
            while (true) {
                try (SocketChannel tool = listener.accept()) {
                    byte[] head = read(tool, AdminFrame.HEAD);
                    read(tool, AdminFrame.length(head, AdminFrame.MAX_REQUEST));
                    byte[] answer =
                            AdminFrame.encode(
                                    AdminAnswer.of(report()).fields(), AdminFrame.MAX_ANSWER);
                    tool.write(ByteBuffer.wrap(answer));
                }
            }
        } catch (IOException over) {
            // The commands have been run.
            return;
        }
    }

    private static Fields report() {
        Fields row =
                new FieldsBuilder().with("id", 1).with("name", "a").with("proven", true).build();
        return new FieldsBuilder()
                .with("nodes", List.of(row))
                .with("links", List.of(row))
                .with("endpoints", List.of(row))
                .build();
    }

    private static byte[] read(SocketChannel channel, int length) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(length);
        while (in.hasRemaining()) {
            if (channel.read(in) < 0) {
                throw new IOException("the tool closed");
            }
        }
        return in.array();
    }
}
