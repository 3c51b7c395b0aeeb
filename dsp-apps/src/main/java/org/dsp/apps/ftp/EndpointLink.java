package org.dsp.apps.ftp;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.dsp.apps.cli.PeerOptions;
import org.dsp.ipc.DvkException;
import org.dsp.ipc.Endpoint;
import org.dsp.ipc.ErrorCode;
import org.dsp.ipc.Message;

/** The way to the server from a bound endpoint. */
final class EndpointLink implements ServerLink {
    private final Endpoint me;
    private final PeerOptions peer;

    EndpointLink(Endpoint me, PeerOptions peer) {
        this.me = me;
        this.peer = peer;
    }

    @Override
    public void call(int endpoint, Message message, Duration timeout) {
        me.sendrec(endpoint, message, message, timeout);
    }

    @Override
    public void know(int endpoint) {
        peer.know(me, endpoint);
    }

    @Override
    public void pause(Duration duration) {
        try {
            TimeUnit.MILLISECONDS.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DvkException(ErrorCode.EDVSINTR, "while waiting to repeat a request", e);
        }
    }
}
