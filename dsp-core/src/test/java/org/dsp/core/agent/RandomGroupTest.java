package org.dsp.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Random histories of a group; when they end and the group is whole, all agree. A failing one names
 * its seed; {@code -Ddsp.agent.seed} runs that one only.
 */
class RandomGroupTest {
    private static final int HISTORIES = Integer.getInteger("dsp.agent.histories", 150);
    private static final int STEPS = 40;

    private final Map<Integer, Optional<StoredConfig>> disks = new HashMap<>();
    private SplittableRandom random = new SplittableRandom();
    private Lab lab = new Lab();
    private long ids;

    @Test
    void whenAllIsCalmAllAgree() {
        Long only = Long.getLong("dsp.agent.seed");
        for (long seed = 1; seed <= HISTORIES; seed++) {
            if (only == null || only == seed) {
                try {
                    history(seed);
                } catch (AssertionError | RuntimeException e) {
                    throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
                }
            }
        }
    }

    private void history(long seed) {
        random = new SplittableRandom(seed);
        lab = Lab.configured();
        disks.clear();
        ids = 1;
        boolean whole = true;
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(12)) {
                case 0 -> crash();
                case 1, 2 -> {
                    if (whole) {
                        start();
                    }
                }
                case 3 -> {
                    split();
                    whole = false;
                }
                case 4, 5 -> {
                    lab.heal();
                    whole = true;
                }
                case 6 -> any().agent.load(random.nextInt(101), lab.now);
                case 7 -> any().agent.drain(random.nextBoolean(), lab.now);
                case 8 -> any().agent.maintenance(random.nextBoolean(), lab.now);
                case 9 -> configure();
                default -> sessions();
            }
            lab.pass(random.nextInt(3000));
        }
        lab.heal();
        lab.pass(40_000);
        lab.assertAgreed();
        assertThat(lab.nodes.values()).allMatch(one -> one.fenced.isEmpty());
    }

    private Lab.One any() {
        List<Lab.One> all = new ArrayList<>(lab.nodes.values());
        return all.get(random.nextInt(all.size()));
    }

    private void crash() {
        if (lab.nodes.size() > 2) {
            Lab.One one = any();
            disks.put(
                    one.id,
                    one.stored.isEmpty()
                            ? Optional.empty()
                            : Optional.of(one.stored.get(one.stored.size() - 1)));
            lab.crash(one.id);
        }
    }

    private void start() {
        int id = 1 + random.nextInt(7);
        if (!lab.nodes.containsKey(id)) {
            lab.start(id, disks.getOrDefault(id, Optional.empty()));
        }
    }

    private void split() {
        List<List<Integer>> parts = List.of(new ArrayList<>(), new ArrayList<>());
        for (int id : lab.nodes.keySet()) {
            parts.get(random.nextInt(2)).add(id);
        }
        lab.split(parts);
    }

    private void configure() {
        long request = 1000 + ids;
        String file = "s1 s2 s" + (3 + random.nextInt(3)) + " #" + ids++;
        any().agent.configure(new ConfigText("c.cfg", file), request, lab.now);
        if (random.nextBoolean()) {
            any().agent.configure(new ConfigText("d.cfg", file), request + 1_000_000, lab.now);
        }
    }

    private void sessions() {
        Lab.One owner = any();
        for (int i = random.nextInt(20); i > 0; i--) {
            if (random.nextInt(3) > 0) {
                int client = 1 + random.nextInt(7);
                owner.open(Sessions.claiming(ids++, random.nextInt(50), client, owner.id));
            } else {
                owner.sessions().stream()
                        .filter(session -> session.serverNode() == owner.id)
                        .findFirst()
                        .ifPresent(session -> owner.agent.sessionClosed(session.id(), lab.now));
            }
        }
    }
}
