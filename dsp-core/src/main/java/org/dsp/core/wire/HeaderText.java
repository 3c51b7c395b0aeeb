package org.dsp.core.wire;

/**
 * A header as text for logs: the fields by the original's names, each of its own type, then what
 * the command has beside them. Facts §8.1 tells what an untyped log line once cost.
 */
public final class HeaderText {
    private HeaderText() {}

    /** The header as one line. */
    public static String of(ProxyHeader header) {
        StringBuilder out = new StringBuilder(320);
        append(out, header);
        return out.toString();
    }

    /** Appends the header as one line, without a line end. */
    public static void append(StringBuilder out, ProxyHeader header) {
        int cmd = header.cmd();
        out.append("cmd=").append(Command.name(cmd));
        out.append("(0x").append(Integer.toHexString(cmd)).append(')');
        field(out, "dcid", header.dcid());
        field(out, "src", header.src());
        field(out, "dst", header.dst());
        field(out, "snode", header.snode());
        field(out, "dnode", header.dnode());
        field(out, "rcode", header.rcode());
        field(out, "len", header.len());
        field(out, "pid", header.pid());
        field(out, "c_batch_nr", header.batchNr());
        out.append(" c_flags=0x").append(Integer.toHexString(header.flags()));
        unsigned(out, "c_snd_seq", header.sndSeq());
        unsigned(out, "c_ack_seq", header.ackSeq());
        out.append(" c_timestamp=").append(Integer.toUnsignedString(header.tsSec())).append('.');
        String nanos = Integer.toUnsignedString(header.tsNsec());
        out.append("0".repeat(Math.max(0, 9 - nanos.length()))).append(nanos);
        if (cmd == Command.JOIN || cmd == Command.JOIN_ACK) {
            join(out, header);
            return;
        }
        Command.Routing routing = Command.routing(cmd);
        boolean extended = header.has(ProxyHeader.FLAG_ROUTING);
        if (routing == Command.Routing.MESSAGE) {
            field(out, "m_source", header.mSource());
            field(out, "m_type", header.mType());
            if (extended) {
                messageRouting(out, header);
            }
        } else if (routing == Command.Routing.COPY) {
            copy(out, header);
            if (extended) {
                copyRouting(out, header);
            }
        }
    }

    private static void messageRouting(StringBuilder out, ProxyHeader header) {
        hex(out, "session", header.session());
        unsigned(out, "request", header.request());
        field(out, "remaining", header.remaining());
        unsigned(out, "src_gen", header.srcGen());
        unsigned(out, "dst_gen", header.dstGen());
    }

    private static void copy(StringBuilder out, ProxyHeader header) {
        field(out, "v_src", header.vSrc());
        field(out, "v_dst", header.vDst());
        field(out, "v_rqtr", header.vRqtr());
        out.append(" v_saddr=0x").append(Integer.toHexString(header.vSaddr()));
        out.append(" v_daddr=0x").append(Integer.toHexString(header.vDaddr()));
        field(out, "v_bytes", header.vBytes());
    }

    private static void copyRouting(StringBuilder out, ProxyHeader header) {
        hex(out, "session", header.copySession());
        unsigned(out, "copy", header.copyId());
        unsigned(out, "src_request", header.copySrcRequest());
        unsigned(out, "src_gen", header.copySrcGen());
        unsigned(out, "dst_request", header.copyDstRequest());
        unsigned(out, "dst_gen", header.copyDstGen());
        field(out, "dst_node", header.copyDstNode());
        field(out, "rqtr_node", header.copyRqtrNode());
    }

    private static void join(StringBuilder out, ProxyHeader header) {
        field(out, "version", Join.version(header));
        out.append(" features=0x").append(Integer.toHexString(Join.features(header)));
        hex(out, "cluster", Join.clusterId(header));
        hex(out, "mine", Join.mine(header));
        out.append('/').append(Integer.toUnsignedString(Join.mineCounter(header)));
        hex(out, "yours", Join.yours(header));
        out.append('/').append(Integer.toUnsignedString(Join.yoursCounter(header)));
        unsigned(out, "number", Join.number(header));
        if (header.cmd() == Command.JOIN_ACK) {
            out.append(" result=\"").append(JoinResult.text(header.rcode())).append('"');
            return;
        }
        unsigned(out, "hello_ms", Join.helloMs(header));
        unsigned(out, "window_commands", Join.windowCommands(header));
        unsigned(out, "window_bytes", Join.windowBytes(header));
    }

    private static void field(StringBuilder out, String name, int value) {
        out.append(' ').append(name).append('=').append(value);
    }

    private static void unsigned(StringBuilder out, String name, int value) {
        out.append(' ').append(name).append('=').append(Integer.toUnsignedString(value));
    }

    private static void hex(StringBuilder out, String name, long value) {
        out.append(' ').append(name).append("=0x").append(Long.toHexString(value));
    }
}
