package org.dsp.core.kernel;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The links of one kernel in a {@link KernelLab}, with switches. */
final class LabLinks implements Links {
    private final KernelLab lab;
    private final int node;
    private final BitSet known = new BitSet();
    private final BitSet down = new BitSet();
    private final BitSet strangers = new BitSet();

    /** Peers that the kernel wanted no more of. */
    final List<Integer> expelled = new ArrayList<>();

    LabLinks(KernelLab lab, int node) {
        this.lab = lab;
        this.node = node;
    }

    void know(int peer) {
        known.set(peer);
    }

    void down(int peer, boolean value) {
        down.set(peer, value);
    }

    void autobind(int peer, boolean value) {
        strangers.set(peer, !value);
    }

    @Override
    public boolean known(int peer) {
        return peer >= 0 && known.get(peer);
    }

    @Override
    public boolean mayQueue(int peer) {
        return known(peer) && !down.get(peer);
    }

    @Override
    public boolean autobind(int peer) {
        return !strangers.get(peer);
    }

    @Override
    public void expel(int peer, String why) {
        expelled.add(peer);
        lab.expelled(node, peer);
    }

    @Override
    public String describe(int peer) {
        return "name=node" + peer + "\n";
    }
}
