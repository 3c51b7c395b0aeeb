package org.dsp.tests.group;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dsp.core.admin.AdminAnswer;
import org.dsp.core.admin.AdminFrame;
import org.dsp.core.admin.AdminRequest;
import org.dsp.core.admin.FieldsBuilder;
import org.dsp.core.admin.Value;
import org.dsp.harness.DaemonProcess;

/**
 * Asks a daemon at its admin socket, without the half second that a {@code dlbcmd} takes to start.
 */
public final class Admin {
    private Admin() {}

    /** How the daemon sees its cluster. */
    static Picture picture(DaemonProcess daemon) throws IOException {
        return Picture.of(ask(daemon, AdminRequest.of(AdminRequest.CLUSTER)).report());
    }

    /** Configures the cluster. */
    public static AdminAnswer configure(DaemonProcess daemon, Path file) throws IOException {
        Value.Fields arguments =
                new FieldsBuilder()
                        .with(AdminRequest.NAME, file.getFileName().toString())
                        .with(AdminRequest.TEXT, Files.readString(file))
                        .build();
        return ask(daemon, new AdminRequest(AdminRequest.CONFIG, arguments));
    }

    /** Drains the daemon's node, or ends that. */
    static AdminAnswer drain(DaemonProcess daemon, boolean on) throws IOException {
        Value.Fields arguments = new FieldsBuilder().with(AdminRequest.ON, on).build();
        return ask(daemon, new AdminRequest(AdminRequest.DRAIN, arguments));
    }

    /** Asks anything. */
    public static AdminAnswer ask(DaemonProcess daemon, AdminRequest request) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(daemon.adminSocket()));
            ByteBuffer out =
                    ByteBuffer.wrap(AdminFrame.encode(request.fields(), AdminFrame.MAX_REQUEST));
            while (out.hasRemaining()) {
                channel.write(out);
            }
            int length = AdminFrame.length(read(channel, AdminFrame.HEAD), AdminFrame.MAX_ANSWER);
            return AdminAnswer.from(AdminFrame.decode(read(channel, length)));
        }
    }

    private static byte[] read(SocketChannel channel, int length) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(length);
        while (in.hasRemaining()) {
            if (channel.read(in) < 0) {
                throw new EOFException("closed after " + in.position() + " of " + length);
            }
        }
        return in.array();
    }
}
