package org.dsp.proxy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dsp.core.Payload;
import org.dsp.core.channel.PeerOutput;
import org.dsp.core.node.Node;
import org.dsp.core.wire.Command;
import org.dsp.core.wire.ProxyHeader;

/** Remembers what the shell said. */
final class TestIncoming implements Node.Incoming {
    final PeerOutput output;
    volatile boolean named;
    final List<String> log = new CopyOnWriteArrayList<>();

    TestIncoming(PeerOutput output) {
        this.output = output;
    }

    @Override
    public void frame(ProxyHeader header, Payload payload, long now) {
        log.add(header.cmd() + " " + header.sndSeq() + " " + payload.length());
        payload.release();
    }

    @Override
    public void malformed(String why, long now) {
        log.add("malformed: " + why);
        output.write(Frames.header(Command.REJECT, 9, 0), Payload.EMPTY);
        output.close(why);
    }

    @Override
    public void closed(String why, long now) {
        log.add("closed: " + why);
    }

    @Override
    public boolean named() {
        return named;
    }
}
