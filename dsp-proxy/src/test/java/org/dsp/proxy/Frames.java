package org.dsp.proxy;

import io.netty.util.NetUtil;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;

/** Frames as bytes, for a peer that is a plain socket. */
final class Frames {
    private Frames() {}

    static byte[] message(int sequence) {
        return header(Command.SEND_MSG, sequence, 0).array();
    }

    static byte[] copy(int sequence, byte[] payload) {
        return ByteBuffer.allocate(ProxyHeader.BYTES + payload.length)
                .put(header(Command.COPYIN_DATA, sequence, payload.length).array())
                .put(payload)
                .array();
    }

    static ProxyHeader header(int command, int sequence, int length) {
        return new ProxyHeader().cmd(command).sndSeq(sequence).len(length);
    }

    /** An address from its text, no name. */
    static InetAddress address(String text) {
        try {
            return InetAddress.getByAddress(NetUtil.createByteArrayFromIpAddressString(text));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** The next frame as "command sequence length". */
    static String read(InputStream in) throws IOException {
        ProxyHeader header = new ProxyHeader();
        DataInputStream data = new DataInputStream(in);
        data.readFully(header.array());
        data.readFully(new byte[header.len()]);
        return header.cmd() + " " + header.sndSeq() + " " + header.len();
    }
}
