package org.dsp.core.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.dsp.core.config.Access;
import org.dsp.core.config.Policy;
import org.dsp.core.config.ServiceTimes;
import org.dsp.core.router.ServiceLab.Manners;
import org.dsp.core.router.ServiceLab.Member;
import org.dsp.ipc.Endpoints;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random schedules of calls, deaths, time-outs, failing starts, broken links: each call has one
 * end, an answer is that of its request, no request reaches two programs, nothing is left over. The
 * name of a failing case is its seed.
 */
class RandomServicesTest {
    private static final int STEPS = 150;
    private static final int ANSWER = 1_000_000;

    private static final class Client {
        final int node;
        final int endpoint;
        Prog prog;
        int asked;
        int ends;
        boolean calling;

        Client(int node, int endpoint) {
            this.node = node;
            this.endpoint = endpoint;
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, 150);
    }

    private Random random;
    private ServiceLab lab;
    private final List<Client> clients = new ArrayList<>();
    private final List<Prog> all = new ArrayList<>();
    private final Set<Integer> served = new HashSet<>();
    private int requests;

    @ParameterizedTest
    @MethodSource("seeds")
    void oneEndForEachCallAndNothingLeft(long seed) {
        random = new Random(seed);
        Policy policy = any(List.of(Policy.values()));
        ServiceTimes times =
                new ServiceTimes(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(random.nextInt(3)),
                        Duration.ofSeconds(random.nextInt(2)));
        lab =
                new ServiceLab(
                        List.of(0, 1),
                        List.of(3, 4),
                        ServiceLab.service("s", 20, 20, 22, policy, times, Access.ALL));
        for (int i = 0; i < 6; i++) {
            Client c = new Client(List.of(3, 4, 0).get(i % 3), 50 + i / 3);
            clients.add(c);
            renew(c);
        }
        for (int i = 0; i < STEPS; i++) {
            step();
            check();
        }
        end();
    }

    private void renew(Client c) {
        c.prog = lab.node(c.node).prog(c.endpoint);
        c.ends = c.prog.ends.size();
        c.calling = false;
    }

    private void step() {
        switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> call(clients.get(random.nextInt(clients.size())));
            case 4, 5, 6, 7 -> serve(random.nextInt(2));
            case 8 -> lab.advance((1 + random.nextInt(400)) * ServiceLab.MS);
            case 9 -> {
                Client c = clients.get(random.nextInt(clients.size()));
                if (random.nextInt(3) == 0) {
                    c.prog.kill();
                    renew(c);
                } else if (c.prog.waits()) {
                    c.prog.cancel();
                }
            }
            case 10 -> {
                lab.node(random.nextInt(2)).manners =
                        random.nextBoolean() ? Manners.GOOD : any(List.of(Manners.values()));
            }
            default -> {
                if (random.nextBoolean()) {
                    lab.breakLinks(random.nextInt(2));
                } else {
                    programs(random.nextInt(2)).stream().findFirst().ifPresent(Prog::kill);
                }
            }
        }
        note();
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private void call(Client c) {
        if (!c.prog.waits()) {
            requests++;
            c.asked = requests;
            c.calling = true;
            c.ends = c.prog.ends.size();
            c.prog.sendrec(20, requests, random.nextBoolean() ? Endpoints.FOREVER : 300);
        }
    }

    private List<Prog> programs(int node) {
        return lab.node(node).programs.values().stream().filter(p -> !p.dead).toList();
    }

    private void serve(int node) {
        for (Prog p : programs(node)) {
            if (!p.dead && !p.waits()) {
                p.reply(p.last().source(), ANSWER + p.seen.get(p.seen.size() - 1));
                if (!p.dead && !p.waits()) {
                    p.receive();
                }
            }
        }
    }

    /** Remembers programs, which their node forgets. */
    private void note() {
        for (int node = 0; node < 2; node++) {
            for (Prog p : lab.node(node).everyone) {
                if (!all.contains(p)) {
                    all.add(p);
                }
            }
        }
    }

    private void check() {
        for (Client c : clients) {
            int ends = c.prog.ends.size() - c.ends;
            assertThat(ends).isLessThanOrEqualTo(c.calling ? 1 : 0);
            if (ends == 1) {
                assertThat(c.prog.waits()).isFalse();
                if (c.prog.last().value() != 0) {
                    assertThat(c.prog.last().value()).isEqualTo(ANSWER + c.asked);
                    assertThat(c.prog.last().source()).isEqualTo(20);
                    assertThat(c.prog.last().node()).isZero();
                }
                c.calling = false;
                c.ends = c.prog.ends.size();
            }
        }
        served.clear();
        for (Prog p : all) {
            for (int value : p.seen) {
                assertThat(served.add(value)).as("request %s runs once", value).isTrue();
            }
        }
    }

    private void end() {
        for (int id = 0; id < 2; id++) {
            lab.node(id).manners = Manners.GOOD;
        }
        // Whoever has no time-out needs an answer: programs serve on.
        for (int i = 0; i < 100; i++) {
            lab.advance(ServiceLab.SECOND / 10);
            serve(0);
            serve(1);
            note();
            check();
        }
        for (Client c : clients) {
            assertThat(c.prog.waits()).as("every call has ended").isFalse();
            c.prog.kill();
        }
        lab.advance(3 * ServiceLab.SECOND);
        for (int id : List.of(0, 1, 3, 4)) {
            Member m = lab.node(id);
            assertThat(m.node.clientSessions()).as("clients' sessions of node %s", id).isZero();
            assertThat(m.node.serverSessions()).as("sessions that node %s serves", id).isZero();
            assertThat(m.programs).isEmpty();
            assertThat(m.closed).doesNotHaveDuplicates().hasSameSizeAs(m.opened);
        }
    }
}
