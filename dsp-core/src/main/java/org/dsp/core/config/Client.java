package org.dsp.core.config;

/**
 * A listed node that runs no server programs of the cluster's services. A node that is not listed
 * is a client too; listing gives it an address, so that others can connect without a group.
 *
 * @param nodeId in {@link ClusterNode#IDS}
 * @param name the block's name
 * @param address host to connect to
 * @param link how to talk to it
 */
public record Client(int nodeId, String name, String address, LinkOptions link)
        implements ClusterNode {
    public Client {
        IDS.check("nodeid", nodeId);
        Texts.checkName("client", name);
        Texts.checkHost("address", address);
    }

    @Override
    public String keyword() {
        return "client";
    }
}
