package org.dsp.core.channel;

import java.util.Arrays;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;
import org.dsp.ipc.ErrorCode;

/**
 * What stands in the window for a command that the peer twice took for no frame (frames.md §8.3):
 * the peer still expects its sequence. It ends the operation where the peer's process waits for it,
 * and is read and dropped elsewhere; this node ends its own part.
 */
final class Poison {
    /** The error of the operation, on either side. */
    static final int CODE = ErrorCode.EDVSBADREQUEST.number();

    private Poison() {}

    /**
     * Makes of a command what stands for it. Neither has a payload.
     *
     * @return false where nothing can: others would wait for ever for what it says
     */
    static boolean defuse(ProxyHeader h) {
        int cmd = h.cmd();
        switch (cmd) {
            case Command.SEND_MSG, Command.REPLY_MSG -> {
                if (h.has(ProxyHeader.FLAG_YOURS)) {
                    error(h, Command.SNDREC_ACK);
                } else {
                    nothing(h);
                }
            }
            case Command.REFUSE, Command.SESSION_GONE -> error(h, Command.SNDREC_ACK);
            case Command.SEND_ACK,
                    Command.SNDREC_ACK,
                    Command.COPYIN_ACK,
                    Command.COPYOUT_DATA,
                    Command.COPYLCL_ACK,
                    Command.COPYRMT_ACK ->
                    error(h, cmd);
            case Command.PROCESS_DIED, Command.CLOSE -> {
                return false;
            }
            default -> nothing(h);
        }
        return true;
    }

    /** The same ids, an error, and nothing else. */
    private static void error(ProxyHeader h, int ack) {
        if (Command.routing(ack) == Command.Routing.MESSAGE) {
            Arrays.fill(
                    h.array(),
                    ProxyHeader.MESSAGE,
                    ProxyHeader.MESSAGE + ProxyHeader.MESSAGE_BYTES,
                    (byte) 0);
        }
        int flags = h.flags() & (ProxyHeader.FLAG_ROUTING | ProxyHeader.FLAG_YOURS);
        h.cmd(ack).rcode(CODE).len(0).batchNr(0).flags(flags);
    }

    /** NTFY_ACK: read and dropped. */
    private static void nothing(ProxyHeader h) {
        int dcid = h.dcid();
        int src = h.src();
        int dst = h.dst();
        int snode = h.snode();
        int dnode = h.dnode();
        int sequence = h.sndSeq();
        h.clear().cmd(Command.NTFY_ACK).dcid(dcid).src(src).dst(dst).snode(snode).dnode(dnode);
        h.flags(ProxyHeader.FLAG_ROUTING).sndSeq(sequence);
    }
}
