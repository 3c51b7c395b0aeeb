package org.dsp.agent;

import java.io.IOException;
import java.util.OptionalInt;

/** Something that tells how loaded this node is. Used by one thread; may read files. */
@FunctionalInterface
interface LoadProbe {
    /**
     * The load since the last call, 0…100; empty when it takes another call to tell.
     *
     * @param now monotonic, in ns
     * @throws IOException when what it reads cannot be read, or says something else
     */
    OptionalInt sample(long now) throws IOException;
}
