package org.dsp.proxy;

import org.dsp.core.wire.ProxyHeader;

/**
 * Recognises data that does not compress, so that trying costs next to nothing.
 *
 * <p>The rule: chunks of a copy between the same two endpoints are taken to be alike. When one did
 * not shrink, the next one is sent as it is without a look at it; when the one after that does not
 * shrink either, the next two, then four, up to {@value #LONGEST}. One that shrinks ends this. (And
 * of a large chunk a short sample is tried first, see {@link EncodedConnection}.)
 *
 * <p>Pairs of endpoints share {@value #SLOTS} places by their hash: two that meet in one cost each
 * other some compression, nothing else. Loop's thread only.
 */
final class WorthCompressing {
    /** Most chunks in a row that are not looked at: 2 MiB of a large copy. */
    static final int LONGEST = 32;

    private static final int SLOTS = 256;

    private final byte[] pause = new byte[SLOTS];
    private final byte[] left = new byte[SLOTS];

    /** Whether to try this chunk; if so, {@link #tried} follows. */
    boolean tries(ProxyHeader chunk) {
        int slot = slot(chunk);
        if (left[slot] == 0) {
            return true;
        }
        left[slot]--;
        return false;
    }

    /** The chunk was tried: it shrank, or did not. */
    void tried(ProxyHeader chunk, boolean shrank) {
        int slot = slot(chunk);
        int next = shrank ? 0 : Math.max(1, Math.min(LONGEST, 2 * pause[slot]));
        pause[slot] = (byte) next;
        left[slot] = (byte) next;
    }

    private static int slot(ProxyHeader chunk) {
        int hash = (chunk.dcid() * 31 + chunk.vSrc()) * 31 + chunk.vDst();
        return (hash ^ (hash >>> 8)) & (SLOTS - 1);
    }
}
