package org.dsp.tests.services;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import org.dsp.ipc.Endpoints;
import org.dsp.ipc.ErrorCode;
import org.dsp.ipc.Message;
import org.dsp.ipc.attach.AttachFrame;
import org.dsp.ipc.attach.AttachOp;

/**
 * A program's connection with its daemon, by docs/attach-protocol.md alone: it presents whichever
 * token it is told to, and stays away once it has broken. One thread, but {@link #close}.
 */
final class ProgramLine implements AutoCloseable {
    private static final int TOKEN = 16;

    private final SocketChannel channel;
    private final AttachFrame frame = new AttachFrame();
    private final int node;
    private int calls;

    /** Connects, and says hello. */
    ProgramLine(Path socket) throws IOException {
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            frame.start(AttachOp.HELLO, 0).a0(AttachFrame.VERSION).a1(AttachFrame.MAGIC);
            node = answer().a1();
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** The node of the daemon. */
    int node() {
        return node;
    }

    /** Whether the daemon takes it as the program at an endpoint. */
    boolean bind(int dcid, int endpoint, String token) throws IOException {
        call(AttachOp.BIND).a0(dcid).a1(endpoint);
        byte[] name = "hosted".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(name, 0, frame.array(), AttachFrame.BODY, name.length);
        byte[] bytes = HexFormat.of().parseHex(token);
        System.arraycopy(bytes, 0, frame.array(), AttachFrame.BODY + TOKEN, bytes.length);
        return answer().a0() == endpoint;
    }

    /** Waits for the next message. */
    void receive(Message into) throws IOException {
        do {
            call(AttachOp.RECEIVE).a0(Endpoints.ANY).a1(Endpoints.FOREVER).a2(1);
        } while (!received(into));
    }

    /** Answers {@code message}, and waits for the next one: whether the answer went out or not. */
    void replyReceive(Message message) throws IOException {
        call(AttachOp.REPLY_RECEIVE).a0(message.source()).a1(Endpoints.FOREVER).a2(1);
        message.bytesTo(frame.array(), AttachFrame.BODY);
        if (!received(message)) {
            receive(message);
        }
    }

    private boolean received(Message into) throws IOException {
        if (answer().op() != AttachOp.MESSAGE) {
            return false;
        }
        into.bytesFrom(frame.array(), AttachFrame.BODY);
        return true;
    }

    private AttachFrame call(int op) {
        calls++;
        return frame.start(op, calls);
    }

    private AttachFrame answer() throws IOException {
        ByteBuffer out = ByteBuffer.wrap(frame.array());
        while (out.hasRemaining()) {
            channel.write(out);
        }
        read(frame.array());
        byte[] payload = new byte[frame.length()];
        read(payload);
        if (frame.op() == AttachOp.BYE) {
            throw new EOFException(
                    ErrorCode.describe(frame.a0())
                            + ": "
                            + new String(payload, StandardCharsets.UTF_8));
        }
        return frame;
    }

    private void read(byte[] bytes) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        while (in.hasRemaining()) {
            if (channel.read(in) < 0) {
                throw new EOFException("the daemon has closed the connection");
            }
        }
    }

    /** Any thread: ends what waits. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
