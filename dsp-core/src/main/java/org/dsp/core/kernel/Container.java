package org.dsp.core.kernel;

import java.util.BitSet;
import org.dsp.ipc.Limits;

/** A distributed container on this node: who is bound here, who is known elsewhere. */
final class Container {
    final int dcid;
    final String name;
    final Limits limits;

    private final BitSet nodes = new BitSet();
    private final boolean allNodes;
    private final LocalProcess[] locals;
    private final RemoteProcess[] names;
    private final RemoteProcess[][] remotes = new RemoteProcess[Services.HOPS][];

    Container(org.dsp.core.config.Container settings) {
        dcid = settings.dcid();
        name = settings.name();
        limits = settings.limits();
        allNodes = settings.nodes().isEmpty();
        settings.nodes().forEach(nodes::set);
        locals = new LocalProcess[slots()];
        names = new RemoteProcess[slots()];
    }

    private int slots() {
        return limits.tasks() + limits.procs();
    }

    private int slot(int endpoint) {
        return endpoint + limits.tasks();
    }

    boolean hasNode(int node) {
        return allNodes || node >= Kernel.MAX_NODES || (node >= 0 && nodes.get(node));
    }

    LocalProcess local(int endpoint) {
        return locals[slot(endpoint)];
    }

    void local(int endpoint, LocalProcess process) {
        locals[slot(endpoint)] = process;
    }

    /** Every slot of local processes; entries may be null. */
    LocalProcess[] locals() {
        return locals;
    }

    /** Where the container says that an endpoint lives; null = it says nothing. */
    RemoteProcess named(int endpoint) {
        return names[slot(endpoint)];
    }

    void name(int endpoint, int node) {
        names[slot(endpoint)] = remote(node, endpoint);
    }

    /** Takes back what {@link #name} said. */
    void unname(int endpoint) {
        names[slot(endpoint)] = null;
    }

    RemoteProcess remote(int node, int endpoint) {
        RemoteProcess[] row = remotes[node];
        if (row == null) {
            row = new RemoteProcess[slots()];
            remotes[node] = row;
        }
        RemoteProcess process = row[slot(endpoint)];
        if (process == null) {
            process = new RemoteProcess(dcid, node, endpoint);
            row[slot(endpoint)] = process;
        }
        return process;
    }

    RemoteProcess[] remotesOf(int node) {
        return remotes[node] == null ? NO_REMOTES : remotes[node];
    }

    private static final RemoteProcess[] NO_REMOTES = {};
}
