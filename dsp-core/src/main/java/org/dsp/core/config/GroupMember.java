package org.dsp.core.config;

/**
 * A node to look for the group at.
 *
 * @param node its id, in {@link ClusterNode#IDS}; its port follows from it
 * @param address its host name or address
 */
public record GroupMember(int node, String address) {
    public GroupMember {
        ClusterNode.IDS.check("members: node", node);
        Texts.checkHost("members: address", address);
    }
}
