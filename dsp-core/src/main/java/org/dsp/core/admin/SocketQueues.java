package org.dsp.core.admin;

import java.util.Optional;

/** What the system holds of connections, by their two addresses. */
public interface SocketQueues {
    /**
     * Bytes that wait.
     *
     * @param received taken from the network, not read by the daemon yet
     * @param sent written by the daemon, not acknowledged by the other machine yet
     */
    record Waiting(long received, long sent) {}

    /** What waits in the connection between two addresses; empty when nobody knows. */
    Optional<Waiting> of(String local, String foreign);
}
