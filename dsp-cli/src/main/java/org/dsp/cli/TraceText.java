package org.dsp.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dsp.core.admin.Value.Fields;
import org.dsp.ipc.ErrorCode;

/**
 * A frame as the logs of the notes show one: a few lines, each with the time and the proxy before
 * it. SPROXY sends to the node in brackets, RPROXY receives from it; LOOP is from a client to a
 * program of the same node, or back.
 */
final class TraceText {
    private static final long MICROS = 1_000_000;

    private TraceText() {}

    /** The lines of a frame. */
    static List<String> lines(Fields frame) {
        String proxy = prefix(frame);
        List<String> lines = new ArrayList<>();
        lines.add(proxy + command(frame));
        lines.add(proxy + channel(frame));
        lines.add(proxy + session(frame));
        if (frame.get("m_type").isPresent()) {
            lines.add(proxy + message(frame));
        } else if (frame.get("v_bytes").isPresent()) {
            lines.add(proxy + copy(frame));
        }
        return lines;
    }

    private static String prefix(Fields frame) {
        long micros = frame.whole("time_us").orElse(0L);
        String proxy =
                switch (frame.text("way").orElse("")) {
                    case "OUT" -> "SPROXY";
                    case "IN" -> "RPROXY";
                    default -> "LOOP";
                };
        return String.format(
                Locale.ROOT,
                "%d.%06d %s(%s): ",
                micros / MICROS,
                micros % MICROS,
                proxy,
                Texts.of(frame, "peer"));
    }

    private static String command(Fields frame) {
        var line = new StringBuilder("cmd=").append(Texts.of(frame, "cmd"));
        line.append("(0x").append(hex(frame, "code")).append(')');
        add(line, frame, "dcid", "dcid");
        add(line, frame, "src", "c_src");
        add(line, frame, "dst", "c_dst");
        add(line, frame, "snode", "c_snode");
        add(line, frame, "dnode", "c_dnode");
        add(line, frame, "rcode", "rcode");
        int rcode = frame.whole("rcode").orElse(0L).intValue();
        ErrorCode.of(rcode).ifPresent(code -> line.append('(').append(code.name()).append(')'));
        add(line, frame, "len", "len");
        add(line, frame, "PID", "pid");
        return line.toString();
    }

    private static String channel(Fields frame) {
        var line = new StringBuilder("c_flags=0x").append(hex(frame, "c_flags"));
        line.append('(').append(String.join(",", frame.texts("flags"))).append(')');
        add(line, frame, "c_snd_seq", "c_snd_seq");
        add(line, frame, "c_ack_seq", "c_ack_seq");
        add(line, frame, "c_timestamp", "c_timestamp");
        return line.toString();
    }

    private static String session(Fields frame) {
        var line = new StringBuilder("session=").append(Texts.of(frame, "session"));
        add(line, frame, "request", "request");
        if (frame.get("remaining_ms").isPresent()) {
            add(line, frame, "remaining", "remaining_ms");
            add(line, frame, "src_gen", "src_gen");
            add(line, frame, "dst_gen", "dst_gen");
        }
        place(line, frame, " server=", "real_ep", "real_node");
        place(line, frame, " seen_as=", "shown_ep", "shown_node");
        return line.toString();
    }

    private static void place(
            StringBuilder line, Fields frame, String name, String endpoint, String node) {
        line.append(name).append(Texts.of(frame, endpoint));
        line.append('@').append(Texts.of(frame, node));
    }

    private static String message(Fields frame) {
        var line = new StringBuilder("source=").append(Texts.of(frame, "m_source"));
        add(line, frame, "type", "m_type");
        add(line, frame, "m1i1", "m1i1");
        add(line, frame, "m1i2", "m1i2");
        add(line, frame, "m1i3", "m1i3");
        pointer(line, frame, "m1p1");
        pointer(line, frame, "m1p2");
        pointer(line, frame, "m1p3");
        return line.toString();
    }

    private static String copy(Fields frame) {
        var line = new StringBuilder("v_src=").append(Texts.of(frame, "v_src"));
        add(line, frame, "v_dst", "v_dst");
        add(line, frame, "v_rqtr", "v_rqtr");
        pointer(line, frame, "v_saddr");
        pointer(line, frame, "v_daddr");
        add(line, frame, "v_bytes", "v_bytes");
        return line.toString();
    }

    private static void add(StringBuilder line, Fields frame, String name, String field) {
        line.append(' ').append(name).append('=').append(Texts.of(frame, field));
    }

    private static void pointer(StringBuilder line, Fields frame, String name) {
        String digits = hex(frame, name);
        line.append(' ').append(name).append('=');
        line.append(digits.equals("0") ? "(nil)" : "0x" + digits);
    }

    private static String hex(Fields frame, String name) {
        return Long.toHexString(frame.whole(name).orElse(0L));
    }
}
