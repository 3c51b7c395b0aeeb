package org.dsp.bench.load;

import org.dsp.ipc.Dvk;

/**
 * Servers behind daemons.
 *
 * @param dvk the daemon here
 * @param node of the servers
 * @param server endpoint of the first server
 * @param servers how many, at consecutive endpoints
 * @param firstClient a client endpoint; it and those above it are used
 * @param firstSender a server endpoint; it and those above it are used
 */
record DspTarget(Dvk dvk, int node, int server, int servers, int firstClient, int firstSender)
        implements Target {
    /** More than any pool has. */
    private static final int POOL = 100;

    @Override
    public Connection connect(Pool pool, int client) {
        return switch (pool) {
            case ONE_SERVER -> new DspConnection(dvk, firstClient + client, server, node);
            case ALL_SERVERS ->
                    new DspConnection(
                            dvk, firstClient + POOL + client, server + client % servers, node);
            case SENDERS -> new DspConnection(dvk, firstSender + client, server, node);
        };
    }
}
