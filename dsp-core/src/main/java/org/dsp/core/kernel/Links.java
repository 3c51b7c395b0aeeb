package org.dsp.core.kernel;

/** What the kernel asks about other nodes; answered by {@code core.node} from its channels. */
public interface Links {
    /** Whether the view has this node as a peer. */
    boolean known(int node);

    /**
     * Whether an operation for this node may wait here: its link is up, or not yet declared down.
     */
    boolean mayQueue(int node);

    /** Whether unknown sources of this node get a name (K2); else they are refused. */
    boolean autobind(int node);

    /** The peer breaks the rules in a way that framing does not show: end its link. */
    void expel(int node, String why);

    /**
     * Lines {@code key=value} about the link, for node info; empty for this node and unknown ones.
     */
    String describe(int node);
}
