package org.dsp.core.session;

/**
 * A session as one of its two nodes knows it at one moment.
 *
 * @param id 0 while no node is chosen
 * @param external the endpoint that clients address the service by
 * @param clientPid 0 = not known
 * @param serverNode -1 while none is chosen
 * @param endpoint the program's; -1 = not known: the client's node is not told
 * @param pid of the program; 0 = not known, or not bound yet
 * @param ageMillis since it began; once its program is bound, on the server's node, since then
 * @param requests of the client so far, as this node counts them
 */
public record SessionStatus(
        long id,
        int dcid,
        int external,
        int clientNode,
        int client,
        int clientGeneration,
        int clientPid,
        int serverNode,
        int endpoint,
        int pid,
        State state,
        long ageMillis,
        long requests) {
    /** Where it stands. */
    public enum State {
        /** Its client waits for a node that has room. */
        WAITING,
        /** A node is chosen, and its program has not answered yet. */
        STARTING,
        /** It is served. */
        OPEN
    }
}
