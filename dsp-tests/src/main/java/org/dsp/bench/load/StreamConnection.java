package org.dsp.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.dsp.bench.stream.Bytes;
import org.dsp.bench.stream.Frame;
import org.dsp.bench.stream.Piece;
import org.dsp.bench.stream.StreamAddress;

/** A stream to the first proxy; blocking, the cheapest way that plain Java has. */
final class StreamConnection implements Connection {
    private final SocketChannel channel;
    private final ByteBuffer frame = Frame.allocate();
    private final ByteBuffer taken = ByteBuffer.allocateDirect(1);
    private final Piece piece = new Piece();

    StreamConnection(StreamAddress address) throws IOException {
        channel = SocketChannel.open(address.socketAddress());
        if (address instanceof StreamAddress.Tcp) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
    }

    @Override
    public void roundTrip() throws IOException {
        Frame.set(frame, Frame.ECHO, 0);
        Bytes.write(channel, frame);
        read(frame);
    }

    @Override
    public void oneWay() throws IOException {
        Frame.set(frame, Frame.ONE_WAY, 0);
        Bytes.write(channel, frame);
        read(taken);
    }

    @Override
    public void put(int bytes) throws IOException {
        Frame.set(frame, Frame.PUT, bytes);
        Bytes.write(channel, frame);
        Bytes.writeLong(channel, piece.get(), bytes);
        read(frame);
    }

    @Override
    public void get(int bytes) throws IOException {
        Frame.set(frame, Frame.GET, bytes);
        Bytes.write(channel, frame);
        read(frame);
        Bytes.readLong(channel, piece.get(), bytes);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void read(ByteBuffer into) throws IOException {
        if (!Bytes.read(channel, into.clear())) {
            throw new EOFException("the server has closed the connection");
        }
    }
}
