package org.dsp.agent;

import org.dsp.core.agent.GroupView;
import org.dsp.core.agent.Member;

/** What the group tells. Called on its threads, in order for each sender; must not block. */
interface GroupEvents {
    /** Who is there now. */
    void view(GroupView view);

    /**
     * A packet of {@link Packets}.
     *
     * @param packet belongs to the callee
     */
    void packet(Member from, byte[] packet);

    /** The group cannot be joined; nothing more comes. */
    void failed(GroupException why);
}
