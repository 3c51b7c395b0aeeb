package org.dsp.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.dsp.bench.stream.Bytes;
import org.dsp.bench.stream.Frame;
import org.dsp.bench.stream.StreamAddress;

/** A stream to the first relay; blocking, the cheapest way that plain Java has. */
final class StreamConnection implements Connection {
    private final SocketChannel channel;
    private final ByteBuffer frame = Frame.allocate();
    private final ByteBuffer piece = ByteBuffer.allocateDirect(Frame.PIECE);

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
        readFrame();
    }

    @Override
    public void put(int bytes) throws IOException {
        Frame.set(frame, Frame.PUT, bytes);
        Bytes.write(channel, frame);
        Bytes.writeLong(channel, piece, bytes);
        readFrame();
    }

    @Override
    public void get(int bytes) throws IOException {
        Frame.set(frame, Frame.GET, bytes);
        Bytes.write(channel, frame);
        readFrame();
        Bytes.readLong(channel, piece, bytes);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void readFrame() throws IOException {
        if (!Bytes.read(channel, frame.clear())) {
            throw new EOFException("the server has closed the connection");
        }
    }
}
