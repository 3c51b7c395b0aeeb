package org.dsp.core.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.dsp.core.admin.Value.Fields;
import org.dsp.core.node.FrameTap.Way;
import org.dsp.core.router.ServedAt;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;

/** {@code trace}: what its answers tell, one after the other. */
public final class TraceReport {
    /** Of an answer: the frames. */
    public static final String FRAMES = "frames";

    /** Of an answer: frames that were not kept, because the tool was slower than they came. */
    public static final String DROPPED = "dropped";

    private static final List<String> FLAGS =
            List.of("BATCH", "LZ4", "CHECK_HDR", "ROUTING", "YOURS", "OPENS");

    /** Offset of the first field of a message, behind m_source and m_type. */
    private static final int M1 = ProxyHeader.MESSAGE + 8;

    private TraceReport() {}

    /**
     * The first answer: frames are looked at from now on.
     *
     * @param session which ones; empty = those of every session
     */
    public static AdminAnswer begins(int node, OptionalLong session) {
        return AdminAnswer.of(
                new FieldsBuilder()
                        .with("node", node)
                        .with("tracing", session.isEmpty() ? "all" : id(session.getAsLong()))
                        .build());
    }

    /** A further answer. */
    public static AdminAnswer of(List<Fields> frames, long dropped) {
        return AdminAnswer.of(
                new FieldsBuilder().with(FRAMES, frames).with(DROPPED, dropped).build());
    }

    /** A session's id as operators know it. */
    public static String id(long session) {
        return String.format(Locale.ROOT, "%016x", session);
    }

    /**
     * A frame.
     *
     * @param micros when it was seen, since the Unix epoch
     * @param peer where it goes to or comes from
     * @param served where its session is served
     */
    public static Fields frame(long micros, Way way, int peer, ProxyHeader h, ServedAt served) {
        FieldsBuilder row =
                new FieldsBuilder()
                        .with("time_us", micros)
                        .with("way", way.name())
                        .with("peer", peer)
                        .with("cmd", Command.name(h.cmd()))
                        .with("code", h.cmd())
                        .with("dcid", h.dcid())
                        .with("c_src", h.src())
                        .with("c_dst", h.dst())
                        .with("c_snode", h.snode())
                        .with("c_dnode", h.dnode())
                        .with("rcode", h.rcode())
                        .with("len", h.len())
                        .with("pid", h.pid())
                        .with("c_flags", h.flags())
                        .with("flags", Value.texts(flags(h.flags())))
                        .with("c_snd_seq", Integer.toUnsignedLong(h.sndSeq()))
                        .with("c_ack_seq", Integer.toUnsignedLong(h.ackSeq()))
                        .with("c_timestamp", timestamp(h))
                        .with("real_ep", ClusterReport.known(served.endpoint))
                        .with("real_node", ClusterReport.known(served.node))
                        .with("shown_ep", ClusterReport.known(served.shownEndpoint))
                        .with("shown_node", ClusterReport.known(served.shownNode));
        switch (Command.routing(h.cmd())) {
            case MESSAGE -> message(row, h);
            case COPY -> copy(row, h);
            case NONE -> {
                // No such frame is of a session.
            }
        }
        return row.build();
    }

    private static List<String> flags(int flags) {
        List<String> names = new ArrayList<>();
        for (int bit = 0; bit < FLAGS.size(); bit++) {
            if ((flags & 1 << bit) != 0) {
                names.add(FLAGS.get(bit));
            }
        }
        return names;
    }

    private static String timestamp(ProxyHeader h) {
        return String.format(
                Locale.ROOT,
                "%d.%09d",
                Integer.toUnsignedLong(h.tsSec()),
                Integer.toUnsignedLong(h.tsNsec()));
    }

    private static void message(FieldsBuilder row, ProxyHeader h) {
        row.with("session", id(h.session()))
                .with("request", Integer.toUnsignedLong(h.request()))
                .with("remaining_ms", h.remaining())
                .with("src_gen", Integer.toUnsignedLong(h.srcGen()))
                .with("dst_gen", Integer.toUnsignedLong(h.dstGen()));
        if (h.cmd() >= Command.SEND_MSG && h.cmd() <= Command.REPLY_MSG) {
            row.with("m_source", h.mSource())
                    .with("m_type", h.mType())
                    .with("m1i1", h.intAt(M1))
                    .with("m1i2", h.intAt(M1 + 4))
                    .with("m1i3", h.intAt(M1 + 8))
                    .with("m1p1", Integer.toUnsignedLong(h.intAt(M1 + 12)))
                    .with("m1p2", Integer.toUnsignedLong(h.intAt(M1 + 16)))
                    .with("m1p3", Integer.toUnsignedLong(h.intAt(M1 + 20)));
        }
    }

    private static void copy(FieldsBuilder row, ProxyHeader h) {
        row.with("session", id(h.copySession()))
                .with("request", Integer.toUnsignedLong(h.copyId()))
                .with("v_src", h.vSrc())
                .with("v_dst", h.vDst())
                .with("v_rqtr", h.vRqtr())
                .with("v_saddr", Integer.toUnsignedLong(h.vSaddr()))
                .with("v_daddr", Integer.toUnsignedLong(h.vDaddr()))
                .with("v_bytes", h.vBytes());
    }
}
