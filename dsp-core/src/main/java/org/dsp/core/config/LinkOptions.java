package org.dsp.core.config;

/**
 * How the others talk to a node. The protocol is always TCP.
 *
 * @param compress whether copy data is compressed (LZ4)
 * @param batch whether several commands share a frame
 * @param autobind whether sources that nobody named get a name at the destination (K2); else they
 *     are refused with EDVSNOTBIND
 * @param legacy whether the node speaks the original's plain framing, without JOIN
 */
public record LinkOptions(boolean compress, boolean batch, boolean autobind, boolean legacy) {
    /**
     * Names by themselves, nothing else. The original's autobind was off; here a client's first
     * request would fail without it.
     */
    public static final LinkOptions DEFAULT = new LinkOptions(false, false, true, false);
}
