package org.dsp.daemon;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;

/**
 * A peer that goes wrong. Each session is the life of a daemon that was just started: it JOINs,
 * says a few right frames and one wrong one, and ends. Its listener answers as a right peer does,
 * so that the link comes up and error acknowledgements have a way.
 */
final class FuzzedPeer implements Fuzz.Target {
    private static final int PATIENCE_MS = 20_000;
    private static final int FOR_A_REQUEST_MS = 20;
    private static final int SOURCE_NODE = 16;
    private static final byte OTHER_PEER = 2;
    private static final byte NOBODY = 4;

    private final int receiverPort;
    private final ServerSocket listener;
    private final PeerFrames frames;
    private final Corruption corruption =
            new Corruption(ProxyHeader.BYTES, PeerFrames.KINDS.size());
    private final SentBytes sent = SentBytes.ofPeer();
    private final ExecutorService answering = Executors.newCachedThreadPool(FuzzedPeer::thread);
    private final BlockingQueue<ProxyHeader> requests = new ArrayBlockingQueue<>(64);
    private final AtomicLong rejects = new AtomicLong();
    private final AtomicLong errors = new AtomicLong();
    private volatile long incarnation;

    /**
     * Node {@code node} of {@code nodes}, a peer of node 1, where {@code server} is an endpoint.
     */
    FuzzedPeer(TestNodes nodes, int node, int server) throws IOException {
        receiverPort = nodes.receiverPort(1);
        frames = new PeerFrames(node, 1, server);
        listener = new ServerSocket();
        listener.setReuseAddress(true);
        listener.bind(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), nodes.receiverPort(node)));
        thread(this::listen).start();
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "fuzzed-peer");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public SentBytes sent() {
        return sent;
    }

    @Override
    public int all() {
        return corruption.all();
    }

    @Override
    public String outcomes() {
        return "rejects=" + rejects + " errors=" + errors;
    }

    @Override
    public boolean sawEveryOutcome() {
        return rejects.get() > 0 && errors.get() > 0;
    }

    // ---- what it says

    @Override
    public void input(long number, SplittableRandom random) throws IOException {
        incarnation = random.nextLong() | 1;
        requests.clear();
        int kind = PeerFrames.KINDS.get(corruption.kind(number));
        byte[] join = frames.join(incarnation);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), receiverPort)) {
            socket.setSoTimeout(PATIENCE_MS);
            socket.setTcpNoDelay(true);
            if (kind == Command.JOIN) {
                List<byte[]> all = new ArrayList<>(List.of(join));
                all.addAll(commands(2, Command.SEND_MSG, random));
                write(socket, asNobodyElse(corruption.apply(number, all, 0, random)));
            } else {
                write(socket, join);
                DataInputStream in = new DataInputStream(socket.getInputStream());
                if (read(in).cmd() != Command.JOIN_ACK) {
                    throw new IOException("its JOIN was not answered");
                }
                List<byte[]> all = commands(1 + random.nextInt(3), kind, random);
                write(socket, corruption.apply(number, all, all.size() - 1, random));
            }
            socket.shutdownOutput();
            readToTheEnd(socket.getInputStream());
        }
    }

    /**
     * As long as nobody proves who he is, a JOIN that names another peer is that peer, restarted:
     * its link breaks, rightly. So this one names a node that there is not.
     */
    private static byte[] asNobodyElse(byte[] bytes) {
        if (bytes.length >= ProxyHeader.BYTES && bytes[SOURCE_NODE] == OTHER_PEER) {
            bytes[SOURCE_NODE] = NOBODY;
        }
        return bytes;
    }

    /** So many right requests, perhaps an answer, and one frame of this kind. */
    private List<byte[]> commands(int requestsFirst, int kind, SplittableRandom random) {
        List<byte[]> all = new ArrayList<>();
        int sequence = 1;
        for (int i = 0; i < requestsFirst; i++) {
            all.add(frames.request(sequence++, random));
        }
        if (kind == Command.REPLY_MSG) {
            ProxyHeader request = awaitRequest();
            all.add(frames.answer(request, sequence, random));
        } else {
            all.add(frames.of(kind, sequence, random));
        }
        return all;
    }

    private ProxyHeader awaitRequest() {
        try {
            ProxyHeader request = requests.poll(FOR_A_REQUEST_MS, TimeUnit.MILLISECONDS);
            return request == null ? new ProxyHeader().src(52).dst(20).request(1) : request;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void write(Socket socket, byte[] bytes) throws IOException {
        sent.add(bytes);
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException closed) {
            // It did not wait for the rest; what it says about it is read next.
            return;
        }
    }

    private void readToTheEnd(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        while (true) {
            ProxyHeader header;
            try {
                header = read(in);
            } catch (EOFException end) {
                return;
            } catch (java.net.SocketException reset) {
                return;
            }
            if (!Command.isControl(header.cmd())) {
                throw new IOException("data came back: " + Command.name(header.cmd()));
            }
            if (header.cmd() == Command.REJECT) {
                rejects.incrementAndGet();
            }
        }
    }

    private static ProxyHeader read(DataInputStream in) throws IOException {
        ProxyHeader header = new ProxyHeader();
        in.readFully(header.array());
        return header;
    }

    // ---- what it is told

    private void listen() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                answering.execute(() -> answer(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void answer(Socket connection) {
        try (Socket socket = connection) {
            socket.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            while (true) {
                ProxyHeader header = read(in);
                in.skipNBytes(header.len());
                answer(socket, header);
            }
        } catch (IOException ended) {
            // So do many: each session is a LEAVE of the last.
            return;
        }
    }

    private void answer(Socket socket, ProxyHeader header) throws IOException {
        if (header.cmd() == Command.JOIN) {
            socket.getOutputStream().write(frames.joinAck(header, incarnation));
        } else if (header.cmd() == Command.NONE) {
            socket.getOutputStream().write(frames.control(Command.NONE).array());
        } else if (!Command.isControl(header.cmd())) {
            socket.getOutputStream()
                    .write(frames.control(Command.WINDOW_ACK).ackSeq(header.sndSeq() + 1).array());
            if (header.rcode() < 0) {
                errors.incrementAndGet();
            }
            if (header.cmd() == Command.SNDREC_MSG) {
                boolean unused = requests.offer(header);
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        answering.shutdown();
    }
}
