package org.dsp.dvk;

import org.dsp.core.kernel.AttachOutput;
import org.dsp.core.kernel.AttachSession;
import org.dsp.core.kernel.Credentials;

/** Where attached processes go: {@code Node::attach}. */
@FunctionalInterface
public interface Attacher {
    /** A process connected. Loop's thread. */
    AttachSession attach(Credentials credentials, AttachOutput output, long now);
}
