package org.dsp.apps.ftp;

import org.dsp.ipc.Message;

/**
 * Who asks: the same endpoint number on two nodes is two clients.
 *
 * @param endpoint as it is presented to this server
 * @param node where it is
 */
record Client(int endpoint, int node) {
    static Client of(Message request) {
        return new Client(request.source(), request.sourceNode());
    }

    @Override
    public String toString() {
        return "endpoint " + endpoint + " of node " + node;
    }
}
