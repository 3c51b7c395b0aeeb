package org.dsp.daemon;

import java.util.Optional;
import org.dsp.core.channel.PeerLink;
import org.dsp.core.channel.PeerOutput;
import org.dsp.core.node.Node;
import org.dsp.core.wire.ProxyHeader;
import org.dsp.net.ShellLoop;
import org.dsp.proxy.Link;

/**
 * The outgoing half of a channel, as its connection drives it. A connection whose channel is not
 * there any more, because the peer moved or left the cluster, is closed. On the loop's thread.
 */
final class ChannelLink implements Link {
    private final int peer;
    private final Node node;
    private final ShellLoop loop;
    private final PeerLink channel;

    ChannelLink(int peer, Node node, ShellLoop loop) {
        this.peer = peer;
        this.node = node;
        this.loop = loop;
        this.channel = node.channel(peer);
    }

    @Override
    public void connected(PeerOutput output, long now) {
        if (lives()) {
            channel.connected(output, now);
        } else {
            output.close("the peer is at another address, or not in the cluster any more");
        }
    }

    @Override
    public void connectFailed(String why, long now) {
        if (lives()) {
            channel.connectFailed(why, now);
        }
    }

    @Override
    public void control(PeerOutput output, ProxyHeader header, long now) {
        if (lives()) {
            channel.control(output, header, now);
        }
    }

    @Override
    public void malformed(PeerOutput output, String why, long now) {
        if (lives()) {
            channel.malformed(output, why, now);
        } else {
            output.close(why);
        }
    }

    @Override
    public void disconnected(PeerOutput output, String why, long now) {
        if (lives()) {
            channel.disconnected(output, why, now);
        }
    }

    /** Asking also marks the channel for the next flush. */
    private boolean lives() {
        loop.wantsFlush();
        return node.link(peer).equals(Optional.of(channel));
    }
}
