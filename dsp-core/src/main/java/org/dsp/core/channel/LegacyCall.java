package org.dsp.core.channel;

/** What one local endpoint waits for from a legacy peer: at most one thing, as it has one call. */
final class LegacyCall {
    /** Waits for something at all. */
    boolean open;

    /** The peer's endpoint that it waits for. */
    int party;

    /** It waits for an answer (sendrec), else for the acknowledgement of a send. */
    boolean wantsAnswer;

    /** The send was an answer itself: the request is the peer's. */
    boolean answers;

    int request;
    int generation;

    /** Whether an answer of {@code endpoint} is awaited. */
    boolean awaitsAnswerOf(int endpoint) {
        return open && wantsAnswer && party == endpoint;
    }
}
