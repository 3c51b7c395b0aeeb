package org.dsp.core.kernel;

/** The state of a process's vcopy; one at a time, so it is a part of the process. */
final class Copy {
    Party source;
    Party destination;

    /** The requests in which the parties wait; the requester's own is its vcopy. */
    int sourceRequest;

    int destinationRequest;
    int sourceAddress;
    int destinationAddress;
    int length;

    /** Where the next chunk begins. */
    int next;

    /** Bytes that have arrived. */
    int done;

    int chunksInFlight;

    /**
     * When the call itself times out; the process's deadline may be sooner, when no chunk moves.
     */
    long callDeadline;

    /** Waits in a peer's list for room. */
    boolean waiting;
}
