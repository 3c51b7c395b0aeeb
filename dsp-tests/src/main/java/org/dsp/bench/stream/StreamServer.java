package org.dsp.bench.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Callable;
import org.dsp.bench.load.Children;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The server behind the relays: a thread per connection, blocking. A Netty server with one event
 * loop, in its place, gave the same numbers within their spread, with 1 client and with 64.
 */
@Command(name = "StreamServer", description = "Echoes frames until its standard input ends.")
public final class StreamServer implements Callable<Integer> {
    @Option(names = "--listen", required = true, converter = AddressConverter.class)
    private StreamAddress listen = new StreamAddress.Tcp("", 0);

    /** Runs it. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new StreamServer()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        Children.endWithInput();
        try (ServerSocketChannel server = ServerSocketChannel.open(family())) {
            server.bind(listen.socketAddress(), 1024);
            System.out.println("ready " + listen);
            while (true) {
                SocketChannel channel = server.accept();
                Thread thread = new Thread(() -> serve(channel), "connection");
                thread.setDaemon(true);
                thread.start();
            }
        }
    }

    private ProtocolFamily family() {
        return listen instanceof StreamAddress.Unix
                ? StandardProtocolFamily.UNIX
                : StandardProtocolFamily.INET;
    }

    private void serve(SocketChannel channel) {
        ByteBuffer frame = Frame.allocate();
        ByteBuffer piece = ByteBuffer.allocateDirect(Frame.PIECE);
        try (channel) {
            if (listen instanceof StreamAddress.Tcp) {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
            while (Bytes.read(channel, frame.clear())) {
                answer(channel, frame.flip(), piece);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a connection of " + listen, e);
        }
    }

    private static void answer(SocketChannel channel, ByteBuffer frame, ByteBuffer piece)
            throws IOException {
        int length = Frame.length(frame);
        switch (Frame.operation(frame)) {
            case Frame.ECHO -> Bytes.write(channel, frame);
            case Frame.PUT -> {
                Bytes.readLong(channel, piece, length);
                Bytes.write(channel, frame);
            }
            case Frame.GET -> {
                Bytes.write(channel, frame);
                Bytes.writeLong(channel, piece, length);
            }
            default -> throw new IOException("operation " + Frame.operation(frame));
        }
    }
}
