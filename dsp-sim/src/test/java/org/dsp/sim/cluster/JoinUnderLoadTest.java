package org.dsp.sim.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.dsp.core.agent.NodeStatus;
import org.dsp.core.agent.Session;
import org.dsp.sim.net.Events;
import org.junit.jupiter.api.Test;

/** A node joins while others open and close sessions all the time. */
class JoinUnderLoadTest {
    private static final int SESSIONS = 50_000;

    private final World world = new World(4, WorldSettings.agentsOnly(3), Watch.NONE);
    private final Set<Long> open = new HashSet<>();
    private long opened;

    private static Session session(long id) {
        return new Session(id, 0, 20, 1, 50, (int) id, 1, 0, 1, 1, id);
    }

    private void change(Daemon owner) {
        owner.open(session(++opened));
        open.add(opened);
        long old = opened - SESSIONS;
        if (open.remove(old)) {
            owner.close(old);
        }
        if (opened % 50 == 0) {
            world.run(Events.MS);
        }
    }

    @Test
    void theJoinersDigestIsTheOwners() {
        Daemon owner = world.start(0, 0);
        world.start(1, 1);
        world.run(10 * Events.SECOND);
        owner.configure(PlainReader.text(List.of(0, 1), List.of(), 1), 1);
        world.run(5 * Events.SECOND);
        while (opened < SESSIONS) {
            change(owner);
        }
        Daemon joiner = world.start(2, 2);
        while (opened < 2 * SESSIONS + SESSIONS / 2) {
            change(owner);
        }
        world.run(5 * Events.SECOND);
        NodeStatus self = owner.status().node(0).orElseThrow();
        for (Daemon daemon : world.daemons()) {
            NodeStatus copy = daemon.status().node(0).orElseThrow();
            assertThat(copy.proven()).isTrue();
            assertThat(copy.sessionVersion()).isEqualTo(self.sessionVersion());
            assertThat(copy.sessionDigest()).isEqualTo(self.sessionDigest());
        }
        Set<Long> has = new HashSet<>();
        joiner.forEachSession(session -> has.add(session.id()));
        assertThat(has).isEqualTo(open);
    }
}
