package org.dsp.daemon;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import net.jpountz.lz4.LZ4FrameInputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;

/**
 * The original's proxies of node 2, on plain sockets: a receiver for node 1, a sender to it, and
 * frames of the original's format without anything of ours.
 */
final class FakeOriginal implements AutoCloseable {
    private static final int PATIENCE_MS = 20_000;

    private final ServerSocket receiver;
    private final InetAddress peer;
    private final int peerPort;
    private Socket from;
    private Socket to;
    private byte[] payload = {};

    /**
     * @param host of node 2
     * @param base of the receiver ports
     */
    FakeOriginal(InetAddress host, InetAddress peer, int base) throws IOException {
        this.receiver = new ServerSocket(base + 1, 5, host);
        this.receiver.setSoTimeout(PATIENCE_MS);
        this.peer = peer;
        this.peerPort = base + 2;
    }

    /** Both directions stand. */
    FakeOriginal link() throws IOException {
        to = new Socket(peer, peerPort);
        from = receiver.accept();
        from.setSoTimeout(PATIENCE_MS);
        return this;
    }

    /** Ends both. */
    void cut() throws IOException {
        from.close();
        to.close();
    }

    static ProxyHeader header(int cmd, int src, int dst) {
        return new ProxyHeader().cmd(cmd).src(src).dst(dst).snode(2).dnode(1).mSource(src);
    }

    static ProxyHeader copy(int cmd, int src, int dst, ProxyHeader like) {
        ProxyHeader h = header(cmd, src, dst).vSrc(like.vSrc()).vDst(like.vDst());
        h.vRqtr(like.vRqtr()).vSaddr(like.vSaddr()).vDaddr(like.vDaddr());
        return h.vBytes(like.vBytes());
    }

    void say(ProxyHeader header) throws IOException {
        to.getOutputStream().write(header.array());
    }

    /** Says commands as one batch. */
    void sayTogether(ProxyHeader head, ProxyHeader... inner) throws IOException {
        ByteArrayOutputStream batch = new ByteArrayOutputStream();
        head.flags(ProxyHeader.FLAG_BATCH).batchNr(inner.length);
        batch.write(head.len(inner.length * ProxyHeader.BYTES).array());
        for (ProxyHeader each : inner) {
            batch.write(each.array());
        }
        to.getOutputStream().write(batch.toByteArray());
    }

    /** Says a command whose data is an LZ4 frame of the library's own making. */
    void sayCompressed(ProxyHeader header, byte[] data) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        try (var lz4 = new LZ4FrameOutputStream(frame)) {
            lz4.write(data);
        }
        say(header.flags(ProxyHeader.FLAG_LZ4).len(frame.size()));
        to.getOutputStream().write(frame.toByteArray());
    }

    /** The next command that node 1 says, which must be {@code cmd} and plain of our extensions. */
    ProxyHeader hear(int cmd) {
        try {
            ProxyHeader h = new ProxyHeader();
            DataInputStream in = new DataInputStream(from.getInputStream());
            in.readFully(h.array());
            payload = in.readNBytes(h.len());
            if (h.has(ProxyHeader.FLAG_LZ4)) {
                try (var lz4 = new LZ4FrameInputStream(new ByteArrayInputStream(payload))) {
                    payload = lz4.readAllBytes();
                }
            }
            boolean bare =
                    (h.flags() & ~ProxyHeader.FLAG_LZ4) == 0
                            && (Command.routing(cmd) == Command.Routing.COPY
                                    ? h.copyId() == 0 && h.copyRqtrNode() == 0
                                    : h.request() == 0 && h.srcGen() == 0);
            if (h.cmd() != cmd || !bare) {
                throw new AssertionError(
                        "heard %s flags %x rcode %d, expected %s"
                                .formatted(
                                        Command.name(h.cmd()),
                                        h.flags(),
                                        h.rcode(),
                                        Command.name(cmd)));
            }
            return h;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The data of what was heard last, as it was before it was compressed. */
    byte[] heardData() {
        return payload;
    }

    @Override
    public void close() throws IOException {
        receiver.close();
        if (from != null) {
            cut();
        }
    }
}
