package org.dsp.core.kernel;

/**
 * An endpoint of another node, as far as it is known here: an address until a frame of it was seen.
 */
final class RemoteProcess extends Party {
    /** Died in this generation: nothing of it is valid until a newer one speaks. */
    boolean gone;

    RemoteProcess(int dcid, int node, int endpoint) {
        super(dcid, node, endpoint);
    }
}
