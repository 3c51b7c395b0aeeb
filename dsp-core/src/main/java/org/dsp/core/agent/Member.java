package org.dsp.core.agent;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dsp.core.config.ClusterNode;

/**
 * A member of the group.
 *
 * @param name {@code DLB_AGENT_07}, or {@code DLB_CMD_07} of a tool; two digits or more
 * @param incarnation random, another one each time that it joins the group
 */
public record Member(String name, long incarnation) {
    private static final String AGENT = "DLB_AGENT_";
    private static final String TOOL = "DLB_CMD_";
    private static final Pattern NAME = Pattern.compile("(?:DLB_AGENT|DLB_CMD)_(\\d{2,3})");

    /**
     * @throws IllegalArgumentException when the name is of neither form
     */
    public Member {
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    "member \"" + name + "\"; allowed " + AGENT + "nn and " + TOOL + "nn");
        }
    }

    /** The agent of this node. */
    public static Member agent(int nodeId, long incarnation) {
        return new Member(AGENT + "%02d".formatted(nodeId), incarnation);
    }

    /** A tool run on or for this node. */
    public static Member tool(int nodeId, long incarnation) {
        return new Member(TOOL + "%02d".formatted(nodeId), incarnation);
    }

    /** Whether a member may be called so; anybody can join a group under any name. */
    public static boolean isName(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() && ClusterNode.IDS.contains(Integer.parseInt(matcher.group(1)));
    }

    /** The node's id, 0…499. */
    public int nodeId() {
        int id = 0;
        for (int i = name.lastIndexOf('_') + 1; i < name.length(); i++) {
            id = id * 10 + name.charAt(i) - '0';
        }
        return id;
    }

    /** Whether it is an agent; tools are not counted, and their leaving is ignored. */
    public boolean isAgent() {
        return name.startsWith(AGENT);
    }

    @Override
    public String toString() {
        return name + "/" + Long.toHexString(incarnation);
    }
}
