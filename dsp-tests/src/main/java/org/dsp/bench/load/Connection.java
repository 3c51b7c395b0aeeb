package org.dsp.bench.load;

import java.io.IOException;

/** One client's way to the server, whatever is in between. Used by one thread at a time. */
interface Connection extends AutoCloseable {
    /** Sends one request and waits for its answer. */
    void roundTrip() throws IOException;

    /** Sends one request, and waits until the server has taken it; no answer comes. */
    void oneWay() throws IOException;

    /** Moves bytes from this process's memory to the server's, and waits until they are there. */
    void put(int bytes) throws IOException;

    /** Moves bytes from the server's memory to this process's. */
    void get(int bytes) throws IOException;

    @Override
    void close() throws IOException;
}
