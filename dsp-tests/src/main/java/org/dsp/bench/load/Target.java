package org.dsp.bench.load;

import java.io.IOException;

/** Where the load goes. */
interface Target {
    /**
     * A new connection.
     *
     * @param client its number in the pool, from 0
     */
    Connection connect(Pool pool, int client) throws IOException;
}
