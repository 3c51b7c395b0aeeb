package org.dsp.proxy;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dsp.core.channel.PeerOutput;
import org.dsp.core.wire.ProxyHeader;

/** Remembers what the shell said. */
final class TestLink implements Link {
    final List<String> log = new CopyOnWriteArrayList<>();
    volatile Optional<PeerOutput> output = Optional.empty();

    @Override
    public void connected(PeerOutput connection, long now) {
        output = Optional.of(connection);
        log.add("connected");
    }

    @Override
    public void connectFailed(String why, long now) {
        log.add("failed: " + why);
    }

    @Override
    public void control(PeerOutput connection, ProxyHeader header, long now) {
        log.add("control " + header.cmd() + " " + header.sndSeq());
    }

    @Override
    public void malformed(PeerOutput connection, String why, long now) {
        log.add("malformed: " + why);
        connection.close(why);
    }

    @Override
    public void disconnected(PeerOutput connection, String why, long now) {
        log.add("disconnected: " + why);
    }
}
