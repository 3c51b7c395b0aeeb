package org.dsp.bench.load;

/** Connections that belong together; opened when they are first used. */
enum Pool {
    /** All to the first server. */
    ONE_SERVER,
    /** Spread evenly over all servers. */
    ALL_SERVERS,
    /** One way, all to the first server. */
    SENDERS
}
