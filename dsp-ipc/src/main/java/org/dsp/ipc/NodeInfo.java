package org.dsp.ipc;

import java.util.List;
import java.util.Map;
import org.dsp.ipc.attach.InfoKeys;

/**
 * What the daemon knows of a node. A key that the daemon did not send is 0, -1 or empty.
 *
 * @param node its id, 0…499
 * @param name its name
 * @param flags the original's bits: 1 ATTACHED, 2 SCONNECTED, 3 RCONNECTED
 * @param proxy the id of the proxy pair that serves it, -1 for the local node
 * @param sent messages sent to it, as it is presented ("pxsent"); control frames do not count
 * @param received messages received from it, as it is presented ("pxrcvd")
 * @param channelSent messages sent on the channel to the real node
 * @param channelReceived messages received on the channel from the real node
 * @param containers the ids of the containers that it belongs to
 * @param other keys that this library does not know
 */
public record NodeInfo(
        int node,
        String name,
        int flags,
        int proxy,
        long sent,
        long received,
        long channelSent,
        long channelReceived,
        List<Integer> containers,
        Map<String, String> other) {

    public NodeInfo {
        containers = List.copyOf(containers);
        other = Map.copyOf(other);
    }

    /**
     * Reads the lines of an INFO frame.
     *
     * @throws DvkException EDVSBADVALUE if a line is not {@code key=value} or a value not a number
     */
    public static NodeInfo parse(String lines) {
        InfoText text = new InfoText(lines);
        return new NodeInfo(
                text.number(InfoKeys.NODE, Endpoints.LOCALNODE),
                text.text(InfoKeys.NAME),
                text.hex(InfoKeys.FLAGS),
                text.number(InfoKeys.PROXY, -1),
                text.count(InfoKeys.SENT),
                text.count(InfoKeys.RECEIVED),
                text.count(InfoKeys.CHANNEL_SENT),
                text.count(InfoKeys.CHANNEL_RECEIVED),
                text.numbers(InfoKeys.CONTAINERS),
                text.rest());
    }
}
