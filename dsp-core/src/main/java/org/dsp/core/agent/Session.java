package org.dsp.core.agent;

import org.dsp.core.config.ClusterNode;

/**
 * A session: one client's use of one service, answered by one program. It belongs to its server
 * node, which alone opens and closes it. Ids are never used again.
 *
 * @param id not 0; named by the client's node
 * @param dcid its container
 * @param extEp the endpoint that the client addresses
 * @param clientNode in {@link ClusterNode#IDS}
 * @param clientEp the client's endpoint
 * @param clientGeneration of the client's process
 * @param clientPid shown only
 * @param serverNode in {@link ClusterNode#IDS}: the owner
 * @param serverEp the program's endpoint
 * @param serverPid shown only
 * @param openedMillis ms since the Unix epoch, by the owner's clock
 */
public record Session(
        long id,
        int dcid,
        int extEp,
        int clientNode,
        int clientEp,
        int clientGeneration,
        int clientPid,
        int serverNode,
        int serverEp,
        int serverPid,
        long openedMillis) {
    public Session {
        if (id == 0) {
            throw new IllegalArgumentException("session id 0; allowed: anything else");
        }
        ClusterNode.IDS.check("client node", clientNode);
        ClusterNode.IDS.check("server node", serverNode);
    }

    /** Of the whole record. A table's digest is the sum of those of its sessions. */
    long hash() {
        long h = Hashes.mix(id);
        h = Hashes.chain(h, Hashes.pair(dcid, extEp));
        h = Hashes.chain(h, Hashes.pair(clientNode, clientEp));
        h = Hashes.chain(h, Hashes.pair(clientGeneration, clientPid));
        h = Hashes.chain(h, Hashes.pair(serverNode, serverEp));
        return Hashes.chain(Hashes.chain(h, serverPid), openedMillis);
    }
}
