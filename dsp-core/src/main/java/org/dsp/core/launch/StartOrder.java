package org.dsp.core.launch;

import java.util.List;

/**
 * A program to start.
 *
 * @param instance names this life of it; never used again by this daemon
 * @param service the service's name
 * @param prog its command: words split at blanks, quotes kept together, no shell
 * @param dcid its container
 * @param serverEndpoint what it must bind
 * @param clientNode the client's node, 0…499
 * @param clientEndpoint the client's endpoint
 * @param token what it must present
 */
public record StartOrder(
        long instance,
        String service,
        String prog,
        int dcid,
        int serverEndpoint,
        int clientNode,
        int clientEndpoint,
        Token token) {
    /** What follows the words of {@code prog}: {@code <dcid> <svr_ep> <clt_node> <clt_ep>}. */
    public List<String> arguments() {
        return List.of(
                Integer.toString(dcid),
                Integer.toString(serverEndpoint),
                Integer.toString(clientNode),
                Integer.toString(clientEndpoint));
    }
}
