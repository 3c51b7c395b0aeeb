package org.dsp.core.channel;

import org.dsp.core.wire.ControlFrames;
import org.dsp.core.wire.Join;
import org.dsp.core.wire.ProxyHeader;

/**
 * What both halves of a link share, and the control frames that they write. Each method fills the
 * one header there is for them; it is to be written before the next is called.
 */
final class LinkContext {
    private static final long MS = 1_000_000L;

    final ChannelSettings settings;
    final int peer;
    final LinkEpoch epoch;
    final JoinNumbers joinNumbers = new JoinNumbers();
    final ChannelLog log;
    final ChannelCounters counters = new ChannelCounters();

    /** 0 = none; a JOIN with another one is refused. */
    long clusterId;

    private final ProxyHeader header = new ProxyHeader();

    LinkContext(ChannelSettings settings, int peer) {
        this.settings = settings;
        this.peer = peer;
        this.clusterId = settings.clusterId();
        this.epoch = new LinkEpoch(settings.incarnation());
        this.log = new ChannelLog(peer);
    }

    ProxyHeader hello() {
        return ControlFrames.hello(header, settings.localNode(), peer);
    }

    ProxyHeader windowAck(int next) {
        return ControlFrames.windowAck(header, settings.localNode(), peer, next);
    }

    ProxyHeader reject(int next) {
        return ControlFrames.reject(header, settings.localNode(), peer, next);
    }

    ProxyHeader goodbye() {
        return ControlFrames.goodbye(header, settings.localNode(), peer);
    }

    /** The next JOIN, with the present halves. */
    ProxyHeader join(int firstSequence) {
        ControlFrames.join(header, settings.localNode(), peer, clusterId, firstSequence);
        halves();
        Join.pace(
                header,
                (int) (settings.helloPeriod() / MS),
                settings.windowCommands(),
                settings.windowBytes());
        return Join.number(header, joinNumbers.next());
    }

    /** An answer to a JOIN that is no refusal, with the present halves. */
    ProxyHeader joinAck(int result, int next) {
        ControlFrames.joinAck(header, settings.localNode(), peer, clusterId, result, next);
        halves();
        return Join.number(header, joinNumbers.yours());
    }

    private void halves() {
        Join.mine(header, epoch.mine(), epoch.mineCounter());
        Join.yours(header, epoch.yours(), epoch.yoursCounter());
    }
}
