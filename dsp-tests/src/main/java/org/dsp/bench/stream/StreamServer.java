package org.dsp.bench.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.dsp.bench.load.Children;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The server behind the proxies: a thread per connection, blocking. A Netty server with one event
 * loop, in its place, gave the same numbers within their spread, with 1 client and with 64.
 */
@Command(name = "StreamServer", description = "Echoes frames until its standard input ends.")
public final class StreamServer implements Callable<Integer> {
    private static final int BACKLOG = 1024;

    @Option(
            names = "--listen",
            required = true,
            converter = AddressConverter.class,
            description = "Where; may be given again.")
    private List<StreamAddress> addresses;

    /** Runs it. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new StreamServer()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Children.endWithInput();
        List<Thread> threads = new ArrayList<>();
        for (StreamAddress address : addresses) {
            ServerSocketChannel server = ServerSocketChannel.open(family(address));
            server.bind(address.socketAddress(), BACKLOG);
            threads.add(start("accept", () -> accept(server, address)));
        }
        System.out.println("ready " + addresses);
        for (Thread thread : threads) {
            thread.join();
        }
        return 1;
    }

    private static ProtocolFamily family(StreamAddress address) {
        return address instanceof StreamAddress.Unix
                ? StandardProtocolFamily.UNIX
                : StandardProtocolFamily.INET;
    }

    private static void accept(ServerSocketChannel server, StreamAddress address) {
        try (server) {
            while (true) {
                SocketChannel channel = server.accept();
                start("connection", () -> serve(channel, address));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("accepting at " + address, e);
        }
    }

    private static Thread start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void serve(SocketChannel channel, StreamAddress address) {
        ByteBuffer frame = Frame.allocate();
        Piece piece = new Piece();
        try (channel) {
            if (address instanceof StreamAddress.Tcp) {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
            while (Bytes.read(channel, frame.clear())) {
                answer(channel, frame.flip(), piece);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a connection of " + address, e);
        }
    }

    private static void answer(SocketChannel channel, ByteBuffer frame, Piece piece)
            throws IOException {
        int length = Frame.length(frame);
        switch (Frame.operation(frame)) {
            case Frame.ECHO -> Bytes.write(channel, frame);
            case Frame.ONE_WAY -> Bytes.write(channel, frame.limit(1));
            case Frame.PUT -> {
                Bytes.readLong(channel, piece.get(), length);
                Bytes.write(channel, frame);
            }
            case Frame.GET -> {
                Bytes.write(channel, frame);
                Bytes.writeLong(channel, piece.get(), length);
            }
            default -> throw new IOException("operation " + Frame.operation(frame));
        }
    }
}
