package org.dsp.core.kernel;

/**
 * An endpoint of another node, as far as it is known here: an address until a frame of it was seen.
 */
final class RemoteProcess extends Party {
    /** Died in this generation: nothing of it is valid until a newer one speaks. */
    boolean gone;

    /**
     * The acknowledgement that waits to be sent to it; null = none. It has one operation at a time,
     * so only the newest can matter to it (K6).
     */
    Outbound ack;

    RemoteProcess(int dcid, int node, int endpoint) {
        super(dcid, node, endpoint);
    }

    /** LEAVE: what was known of it was of the old link epoch (K1). */
    void forget() {
        generation = 0;
        pid = 0;
        gone = false;
    }
}
