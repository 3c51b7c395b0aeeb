package org.dsp.core.kernel;

/**
 * One endpoint that means something on this node, at one moment.
 *
 * @param dcid its container
 * @param endpoint its number
 * @param name of the program, or of the name
 * @param kind what is bound there
 * @param node where it lives
 * @param pid of the process, -1 of a name
 * @param uid of the process, -1 of a name
 * @param state what the process is doing, in a word
 * @param localSent messages sent to its own node
 * @param remoteSent messages sent to others
 * @param localCopies copies within its node
 * @param remoteCopies copies to and from others
 */
public record EndpointStatus(
        int dcid,
        int endpoint,
        String name,
        Kind kind,
        int node,
        int pid,
        int uid,
        String state,
        long localSent,
        long remoteSent,
        long localCopies,
        long remoteCopies) {
    /** What is bound at an endpoint. */
    public enum Kind {
        /** A process of this node. */
        PROCESS,
        /** Nobody: the operator keeps it. */
        RESERVED,
        /** A name for an endpoint of another node. */
        NAME
    }
}
