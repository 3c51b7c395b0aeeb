package org.dsp.core.kernel;

/**
 * Somebody a local process can have to do with. Endpoint numbers are not unique in a cluster: a
 * party is told by node, endpoint and generation (K1), names exist only in each process's own table
 * (K2).
 */
abstract class Party {
    final int dcid;
    final int node;
    final int endpoint;

    /** Tells lives of the same endpoint apart; 0 = not heard from yet. */
    int generation;

    /** Shown only; pids are re-used. */
    int pid;

    Party(int dcid, int node, int endpoint) {
        this.dcid = dcid;
        this.node = node;
        this.endpoint = endpoint;
    }

    @Override
    public String toString() {
        return endpoint + "@node" + node + "#" + generation;
    }
}
