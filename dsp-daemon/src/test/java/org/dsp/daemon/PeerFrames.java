package org.dsp.daemon;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;
import org.dsp.ipc.Endpoints;
import org.dsp.ipc.Message;

/** Right frames of a peer, as docs/wire/frames.md has them. */
final class PeerFrames {
    private static final int MAGIC = 0x4A50_5344;
    private static final int HELLO_PERIOD_MS = 1000;
    private static final int WINDOW = 1024;

    /** Every command that there is, and JOIN: what a fuzzed session corrupts one of. */
    static final List<Integer> KINDS =
            List.of(
                    Command.JOIN,
                    Command.SEND_MSG,
                    Command.NTFY_MSG,
                    Command.SNDREC_MSG,
                    Command.REPLY_MSG,
                    Command.COPYIN_DATA,
                    Command.COPYOUT_RQST,
                    Command.COPYLCL_RQST,
                    Command.COPYRMT_RQST,
                    Command.COPYIN_RQST,
                    Command.CANCEL,
                    Command.PROCESS_DIED,
                    Command.REFUSE,
                    Command.SESSION_GONE,
                    Command.CLOSE,
                    Command.SEND_ACK,
                    Command.NTFY_ACK,
                    Command.SNDREC_ACK,
                    Command.REPLY_ACK,
                    Command.COPYIN_ACK,
                    Command.COPYOUT_DATA,
                    Command.COPYLCL_ACK,
                    Command.COPYRMT_ACK,
                    Command.NONE,
                    Command.WINDOW_ACK,
                    Command.REJECT,
                    Command.GOODBYE);

    private final int from;
    private final int to;
    private final int server;

    /**
     * @param from node
     * @param to node
     * @param server endpoint at {@code to}
     */
    PeerFrames(int from, int to, int server) {
        this.from = from;
        this.to = to;
        this.server = server;
    }

    /** A JOIN of a peer that was just restarted. */
    byte[] join(long incarnation) {
        return control(Command.JOIN)
                .sndSeq(1)
                .intAt(60, MAGIC)
                .intAt(64, 1)
                .longAt(80, incarnation)
                .intAt(92, HELLO_PERIOD_MS)
                .intAt(108, WINDOW)
                .intAt(112, WINDOW * ProxyHeader.MAX_PAYLOAD)
                .intAt(116, 1)
                .array();
    }

    /** A JOIN_ACK (OK) to this JOIN. */
    byte[] joinAck(ProxyHeader join, long incarnation) {
        return control(Command.JOIN_ACK)
                .ackSeq(join.sndSeq())
                .intAt(60, MAGIC)
                .intAt(64, 1)
                .longAt(80, incarnation)
                .longAt(96, join.longAt(80))
                .intAt(104, join.intAt(88))
                .intAt(116, join.intAt(116))
                .array();
    }

    /** A control frame that has nothing beside. */
    ProxyHeader control(int command) {
        return new ProxyHeader()
                .cmd(command)
                .dcid(-1)
                .src(Endpoints.NONE)
                .dst(Endpoints.NONE)
                .snode(from)
                .dnode(to);
    }

    /** A request to the server, whose message nobody sent before. */
    byte[] request(int sequence, RandomGenerator random) {
        return message(Command.SNDREC_MSG, sequence, client(random), random).array();
    }

    /** The answer to a request that this node was sent. */
    byte[] answer(ProxyHeader request, int sequence, RandomGenerator random) {
        return message(Command.REPLY_MSG, sequence, request.dst(), random)
                .dst(request.src())
                .dstGen(request.srcGen())
                .request(request.request())
                .flags(ProxyHeader.FLAG_ROUTING | ProxyHeader.FLAG_YOURS)
                .array();
    }

    /** A frame of this kind, with payload where it has one. */
    byte[] of(int command, int sequence, RandomGenerator random) {
        if (Command.isControl(command)) {
            return control(command).ackSeq(random.nextInt(4)).array();
        }
        if (Command.routing(command) == Command.Routing.MESSAGE) {
            boolean program = command == Command.SEND_MSG || command == Command.NTFY_MSG;
            return message(command, sequence, program ? 14 : client(random), random).array();
        }
        return copy(command, sequence, random);
    }

    private ProxyHeader message(int command, int sequence, int source, RandomGenerator random) {
        byte[] body = new byte[Message.BYTES];
        random.nextBytes(body);
        return sequenced(command, sequence, source)
                .messageFrom(body, 0)
                .request(1 + random.nextInt(1 << 20))
                .remaining(random.nextInt(5))
                .srcGen(7)
                .rcode((command & Command.ACK) != 0 ? -random.nextInt(400) : 0);
    }

    private byte[] copy(int command, int sequence, RandomGenerator random) {
        int bytes = Command.carriesPayload(command) ? random.nextInt(300) : 0;
        ProxyHeader header =
                sequenced(command, sequence, client(random))
                        .len(bytes)
                        .vSrc(client(random))
                        .vDst(server)
                        .vRqtr(server)
                        .vBytes(bytes)
                        .copyId(1 + random.nextInt(4))
                        .copySrcRequest(1 + random.nextInt(4))
                        .copySrcGen(7)
                        .copyDstRequest(1 + random.nextInt(4))
                        .copyDstNode(to)
                        .copyRqtrNode(to);
        return Arrays.copyOf(header.array(), ProxyHeader.BYTES + bytes);
    }

    private ProxyHeader sequenced(int command, int sequence, int source) {
        return new ProxyHeader()
                .cmd(command)
                .src(source)
                .dst(server)
                .snode(from)
                .dnode(to)
                .pid(4711)
                .flags(ProxyHeader.FLAG_ROUTING)
                .sndSeq(sequence);
    }

    private static int client(RandomGenerator random) {
        return 60 + random.nextInt(20);
    }
}
