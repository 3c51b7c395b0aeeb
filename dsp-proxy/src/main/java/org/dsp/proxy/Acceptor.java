package org.dsp.proxy;

import org.dsp.core.channel.PeerOutput;
import org.dsp.core.node.Node;

/** Where accepted connections go: {@code Node::accept}. */
@FunctionalInterface
public interface Acceptor {
    /** A connection was accepted. Loop's thread. */
    Node.Incoming accept(PeerOutput output);
}
