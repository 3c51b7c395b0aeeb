package org.dsp.core.agent;

/** Sessions to test with. */
final class Sessions {
    private Sessions() {}

    /** Of a client of its own, of service 20. */
    static Session of(long id, int client, int server) {
        return new Session(id, 0, 20, client, 50, (int) id, 1, server, 21, 2, id);
    }

    /** Of the same client process as every other one with this {@code generation}. */
    static Session claiming(long id, int generation, int client, int server) {
        return new Session(id, 0, 20, client, 50, generation, 1, server, 21, 2, id);
    }
}
