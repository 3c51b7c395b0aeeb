package org.dsp.core.wire;

import java.util.Map;
import java.util.TreeMap;

/** The frames of {@code docs/wire}, made with this project's accessors. */
final class GoldenFrames {
    static final long SESSION = 0x0000_0001_0000_0005L;
    static final long CLUSTER = 0x0123_4567_89ab_cdefL;
    static final long A = 0x1122_3344_5566_7788L;
    static final long B = 0x99aa_bbcc_ddee_ff00L;

    private static final int ROUTED = ProxyHeader.FLAG_ROUTING;
    private static final int ANSWER = ProxyHeader.FLAG_ROUTING | ProxyHeader.FLAG_YOURS;

    private final TreeMap<String, byte[]> frames = new TreeMap<>();

    private GoldenFrames() {
        notes();
        control();
        messages();
        copies();
        routed();
        encodings();
    }

    static Map<String, byte[]> all() {
        return new GoldenFrames().frames;
    }

    private void notes() {
        put(
                "note-sndrec-first-run",
                message(header(Command.SNDREC_MSG, 50, 10, 1, 2).pid(649).flags(4), 50, 10, 0));
        put(
                "note-sndrec-second-run",
                message(stamp(header(Command.SNDREC_MSG, 50, 10, 1, 2)).pid(684), 50, 10, 0)
                        .flags(ProxyHeader.FLAG_CHECK_HDR));
    }

    private void control() {
        put("hello", ControlFrames.hello(new ProxyHeader(), 1, 2));
        put("join-first", join(0, 0, 0));
        put("join", join(3, B, 7));
        put("join-ack-ok", joinAck(CLUSTER, JoinResult.OK, 1, B, 7, A));
        put("join-ack-stale", joinAck(CLUSTER, JoinResult.STALE, 0, B, 8, A));
        put(
                "join-ack-wrong-cluster",
                ControlFrames.joinAck(
                        new ProxyHeader(),
                        2,
                        1,
                        0xfedc_ba98_7654_3210L,
                        JoinResult.WRONG_CLUSTER,
                        0));
        put("window-ack", ControlFrames.windowAck(new ProxyHeader(), 2, 1, 257));
        put("reject", ControlFrames.reject(new ProxyHeader(), 2, 1, 258));
        put("goodbye", ControlFrames.goodbye(new ProxyHeader(), 1, 2));
    }

    private void messages() {
        ProxyHeader send = header(Command.SEND_MSG, 10, 50, 2, 1).pid(662).sndSeq(1).ackSeq(2);
        put("send-msg", message(send.tsSec(1_658_010_087).tsNsec(365_340_146), 10, 11, 0));
        put("ntfy-msg", out(Command.NTFY_MSG, 10, 11, 2).rcode(-1));
        put("sndrec-msg", message(fromClient(Command.SNDREC_MSG, 10, 1, 1).pid(684), 50, 10, 1));
        put("reply-msg", message(out(Command.REPLY_MSG, 10, 50, 3), 10, 11, 1));
        put("send-ack", fromClient(Command.SEND_ACK, 10, 2, 2).pid(684));
        put("send-ack-error", fromClient(Command.SEND_ACK, 10, 3, 2).rcode(-109));
        put("ntfy-ack", fromClient(Command.NTFY_ACK, 10, 4, 3).src(11).rcode(-310));
        put("sndrec-ack", out(Command.SNDREC_ACK, 10, 50, 4).pid(0).rcode(-310));
        put("reply-ack", fromClient(Command.REPLY_ACK, 10, 5, 4).rcode(-324));
    }

    private void copies() {
        put("copyin-data", copy(out(Command.COPYIN_DATA, 10, 50, 5), 10, 50, 0x1000, 0x2000), 16);
        put(
                "copyin-ack",
                copy(fromClient(Command.COPYIN_ACK, 10, 6, 6), 10, 50, 0x1000, 0x2000).rcode(16));
        put("copyout-rqst", copy(out(Command.COPYOUT_RQST, 10, 50, 6), 50, 10, 0x2000, 0x1000));
        put(
                "copyout-data",
                copy(fromClient(Command.COPYOUT_DATA, 10, 7, 7), 50, 10, 0x2000, 0x1000).rcode(16),
                16);
        put("copylcl-rqst", copy(out(Command.COPYLCL_RQST, 10, 50, 7), 50, 51, 0x2000, 0x3000));
        put(
                "copylcl-ack",
                copy(fromClient(Command.COPYLCL_ACK, 10, 8, 8), 50, 51, 0x2000, 0x3000).rcode(16));
        put("copyrmt-rqst", copy(out(Command.COPYRMT_RQST, 10, 50, 8), 50, 60, 0x2000, 0x3000));
        put(
                "copyin-rqst",
                copy(
                        stamp(header(Command.COPYIN_RQST, 50, 60, 1, 3)).sndSeq(1).ackSeq(1),
                        50,
                        60,
                        0x2000,
                        0x3000),
                16);
        put(
                "copyrmt-ack",
                copy(
                                stamp(header(Command.COPYRMT_ACK, 60, 10, 3, 2))
                                        .sndSeq(1)
                                        .ackSeq(1),
                                50,
                                60,
                                0x2000,
                                0x3000)
                        .rcode(16));
    }

    private void routed() {
        put(
                "sndrec-msg-routed",
                message(fromClient(Command.SNDREC_MSG, 20, 9, 1).pid(684), 50, 10, 0)
                        .flags(ROUTED | ProxyHeader.FLAG_OPENS)
                        .session(SESSION)
                        .request(77)
                        .remaining(30_000)
                        .srcGen(5));
        put(
                "reply-msg-routed",
                message(out(Command.REPLY_MSG, 20, 50, 9).ackSeq(10), 20, 11, 0)
                        .flags(ANSWER)
                        .session(SESSION)
                        .request(77)
                        .srcGen(9)
                        .dstGen(5));
        put(
                "send-ack-routed",
                fromClient(Command.SEND_ACK, 21, 10, 2)
                        .flags(ANSWER)
                        .session(SESSION)
                        .request(12)
                        .srcGen(5)
                        .dstGen(9));
        put(
                "copyin-data-routed",
                copyRouting(
                                copy(
                                        out(Command.COPYIN_DATA, 21, 50, 10).ackSeq(10),
                                        21,
                                        50,
                                        0x1000,
                                        0x2000))
                        .flags(ROUTED),
                16);
        put(
                "copyin-ack-routed",
                copyRouting(
                                copy(
                                        fromClient(Command.COPYIN_ACK, 21, 11, 11),
                                        21,
                                        50,
                                        0x1000,
                                        0x2000))
                        .rcode(16)
                        .flags(ANSWER));
        put("cancel", ends(fromClient(Command.CANCEL, 20, 12, 11), -61, 77, 5).dstGen(9));
        put(
                "process-died",
                ends(fromClient(Command.PROCESS_DIED, 27_342, 13, 11), -108, 0, 5).session(0));
        put("refuse", refusal(out(Command.REFUSE, 20, 50, 11), -11, 77));
        put("session-gone", refusal(out(Command.SESSION_GONE, 20, 50, 12), -109, 78));
        put("close", ends(fromClient(Command.CLOSE, 20, 14, 12), -108, 0, 5));
    }

    private void encodings() {
        ProxyHeader head = message(fromClient(Command.SNDREC_MSG, 10, 20, 5).pid(684), 50, 10, 0);
        head.flags(ProxyHeader.FLAG_BATCH).batchNr(2).len(240);
        ProxyHeader first = fromClient(Command.SEND_MSG, 51, 21, 5).src(11).pid(700);
        first.mSource(11).mType(7);
        ProxyHeader second = fromClient(Command.SEND_ACK, 10, 22, 5);
        frames.put("batch", concat(head.array(), first.array(), second.array()));
        byte[] lz4 =
                java.util.HexFormat.of()
                        .parseHex("04224d186040820b0000001f610100275061616161610000" + "0000");
        ProxyHeader packed = copy(out(Command.COPYIN_DATA, 10, 50, 13), 10, 50, 0x1000, 0x2000);
        packed.ackSeq(13).flags(ProxyHeader.FLAG_LZ4).len(lz4.length).vBytes(64);
        frames.put("copyin-data-lz4", concat(packed.array(), lz4));
    }

    private static ProxyHeader header(int cmd, int src, int dst, int snode, int dnode) {
        return new ProxyHeader().cmd(cmd).src(src).dst(dst).snode(snode).dnode(dnode);
    }

    private static ProxyHeader stamp(ProxyHeader header) {
        return header.tsSec(1_658_010_087).tsNsec(357_180_090);
    }

    /** A command of server {@code src}, pid 662, on node 2 to node 1. */
    private static ProxyHeader out(int cmd, int src, int dst, int seq) {
        return stamp(header(cmd, src, dst, 2, 1)).pid(662).sndSeq(seq).ackSeq(2);
    }

    /** A command of client 50 on node 1 to node 2. */
    private static ProxyHeader fromClient(int cmd, int dst, int seq, int ack) {
        return stamp(header(cmd, 50, dst, 1, 2)).sndSeq(seq).ackSeq(ack);
    }

    private static ProxyHeader message(ProxyHeader header, int source, int type, int i1) {
        int union = ProxyHeader.MESSAGE + 8;
        return header.mSource(source)
                .mType(type)
                .intAt(union, i1)
                .intAt(union + 8, 3)
                .intAt(union + 12, 4);
    }

    private static ProxyHeader copy(ProxyHeader header, int vSrc, int vDst, int from, int to) {
        int rqtr = header.src() == 21 || header.dst() == 21 ? 21 : 10;
        return header.vSrc(vSrc).vDst(vDst).vRqtr(rqtr).vSaddr(from).vDaddr(to).vBytes(16);
    }

    private static ProxyHeader copyRouting(ProxyHeader header) {
        return header.copySession(SESSION)
                .copyId(31)
                .copySrcRequest(31)
                .copySrcGen(9)
                .copyDstRequest(77)
                .copyDstGen(5)
                .copyDstNode(1)
                .copyRqtrNode(2);
    }

    private static ProxyHeader ends(ProxyHeader header, int why, int request, int srcGen) {
        return header.rcode(why).flags(ROUTED).session(SESSION).request(request).srcGen(srcGen);
    }

    private static ProxyHeader refusal(ProxyHeader header, int why, int request) {
        return header.pid(0)
                .ackSeq(13)
                .rcode(why)
                .flags(ANSWER)
                .session(SESSION)
                .request(request)
                .dstGen(5);
    }

    private static ProxyHeader join(int mineCounter, long yours, int yoursCounter) {
        ProxyHeader header = ControlFrames.join(new ProxyHeader(), 1, 2, CLUSTER, 1);
        Join.mine(header, A, mineCounter);
        Join.yours(header, yours, yoursCounter);
        Join.number(header, yours == 0 ? 1 : 5);
        return Join.pace(header, 1000, 1024, 4 << 20);
    }

    private static ProxyHeader joinAck(
            long cluster, int result, int next, long mine, int mineCounter, long yours) {
        ProxyHeader header = ControlFrames.joinAck(new ProxyHeader(), 2, 1, cluster, result, next);
        Join.mine(header, mine, mineCounter);
        Join.number(header, 5);
        return Join.yours(header, yours, 3);
    }

    private void put(String name, ProxyHeader header) {
        frames.put(name, header.array());
    }

    private void put(String name, ProxyHeader header, int payload) {
        byte[] bytes = new byte[payload];
        for (int i = 0; i < payload; i++) {
            bytes[i] = (byte) i;
        }
        frames.put(name, concat(header.len(payload).array(), bytes));
    }

    private static byte[] concat(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
