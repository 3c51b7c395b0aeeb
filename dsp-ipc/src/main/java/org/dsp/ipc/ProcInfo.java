package org.dsp.ipc;

import java.util.Map;
import org.dsp.ipc.attach.InfoKeys;

/**
 * What the daemon knows of a process. A key that the daemon did not send is 0, NONE or empty.
 *
 * @param dcid its container
 * @param endpoint its endpoint
 * @param node the node it lives on
 * @param pid its process id, -1 for a remote one
 * @param generation of its binding
 * @param flags the original's run-time bits, 0 = running, 0x4 sending, 0x8 receiving, 0x1000 remote
 * @param misc the original's other bits
 * @param getFrom the endpoint that it receives from, NONE if it does not
 * @param sendTo the endpoint that it sends to, NONE if it does not
 * @param name its name
 * @param localSent messages sent to processes of its node ("lsnt")
 * @param remoteSent messages sent to other nodes ("rsnt")
 * @param localCopies copies within its node ("lcopy")
 * @param remoteCopies copies to or from other nodes ("rcopy")
 * @param other keys that this library does not know
 */
public record ProcInfo(
        int dcid,
        int endpoint,
        int node,
        int pid,
        int generation,
        int flags,
        int misc,
        int getFrom,
        int sendTo,
        String name,
        long localSent,
        long remoteSent,
        long localCopies,
        long remoteCopies,
        Map<String, String> other) {

    public ProcInfo {
        other = Map.copyOf(other);
    }

    /**
     * Reads the lines of an INFO frame.
     *
     * @throws DvkException EDVSBADVALUE if a line is not {@code key=value} or a value not a number
     */
    public static ProcInfo parse(String lines) {
        InfoText text = new InfoText(lines);
        return new ProcInfo(
                text.number(InfoKeys.DCID, -1),
                text.number(InfoKeys.ENDPOINT, Endpoints.NONE),
                text.number(InfoKeys.NODE, Endpoints.LOCALNODE),
                text.number(InfoKeys.PID, -1),
                text.number(InfoKeys.GENERATION, 0),
                text.hex(InfoKeys.FLAGS),
                text.hex(InfoKeys.MISC),
                text.number(InfoKeys.GETFROM, Endpoints.NONE),
                text.number(InfoKeys.SENDTO, Endpoints.NONE),
                text.text(InfoKeys.NAME),
                text.count(InfoKeys.LOCAL_SENT),
                text.count(InfoKeys.REMOTE_SENT),
                text.count(InfoKeys.LOCAL_COPIES),
                text.count(InfoKeys.REMOTE_COPIES),
                text.rest());
    }
}
