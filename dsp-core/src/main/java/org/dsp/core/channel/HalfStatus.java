package org.dsp.core.channel;

/**
 * One direction of a channel at one moment.
 *
 * @param state how far it is
 * @param local address and port here; empty without a connection
 * @param foreign address and port there; empty without a connection
 */
public record HalfStatus(State state, String local, String foreign) {
    /** How far one direction is. */
    public enum State {
        /** No connection. */
        CLOSED,
        /** An attempt to connect is under way. */
        CONNECTING,
        /** Connected, but JOIN is not through. */
        JOINING,
        /** Commands may travel. */
        JOINED
    }

    /** Of a direction without a connection. */
    static HalfStatus without(State state) {
        return new HalfStatus(state, "", "");
    }

    /** Of a direction with one. */
    static HalfStatus of(State state, PeerOutput output) {
        return new HalfStatus(state, output.local(), output.foreign());
    }
}
