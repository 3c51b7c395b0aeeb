package org.dsp.core.kernel;

import org.dsp.core.Payload;
import org.dsp.core.wire.ProxyHeader;

/** What {@link DvkAdapter#pull} fills: owned by the caller, used again for every frame. */
public final class PullSlot {
    /** The frame; sequences are not yet set. */
    public final ProxyHeader header = new ProxyHeader();

    /** Its payload; the caller has the reference. */
    public Payload payload = Payload.EMPTY;
}
