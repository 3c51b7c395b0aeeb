package org.dsp.apps.ftp;

import java.time.Duration;
import java.util.function.Consumer;
import org.dsp.ipc.DvkException;
import org.dsp.ipc.Endpoint;
import org.dsp.ipc.Endpoints;
import org.dsp.ipc.Message;

/** The clients of a bound endpoint. On the server's thread. */
final class EndpointClients implements Clients {
    private final Endpoint me;
    private final Duration patience;
    private final Consumer<String> complaints;

    /**
     * The clients of {@code me}.
     *
     * @param patience how long one copy may take
     * @param complaints where calls that failed are logged
     */
    EndpointClients(Endpoint me, Duration patience, Consumer<String> complaints) {
        this.me = me;
        this.patience = patience;
        this.complaints = complaints;
    }

    @Override
    public int endpoint() {
        return me.number();
    }

    @Override
    public int copyFrom(Client client, int address, int toAddress, int bytes) {
        return copy(client, client.endpoint(), address, Endpoints.SELF, toAddress, bytes);
    }

    @Override
    public int copyTo(Client client, int address, int fromAddress, int bytes) {
        return copy(client, Endpoints.SELF, fromAddress, client.endpoint(), address, bytes);
    }

    private int copy(Client client, int from, int fromAddress, int to, int toAddress, int bytes) {
        try {
            return me.vcopy(from, fromAddress, to, toAddress, bytes, patience);
        } catch (DvkException e) {
            complaints.accept("a copy with " + client + ": " + e.getMessage());
            return e.number();
        }
    }

    @Override
    public int answer(Client client, Message answer) {
        try {
            me.reply(client.endpoint(), answer);
            return 0;
        } catch (DvkException e) {
            complaints.accept("an answer to " + client + ": " + e.getMessage());
            return e.number();
        }
    }
}
