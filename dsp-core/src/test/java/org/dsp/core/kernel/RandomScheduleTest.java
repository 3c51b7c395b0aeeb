package org.dsp.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.dsp.ipc.Endpoints;
import org.dsp.ipc.attach.AttachOp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Three kernels, a dozen programs, thousands of random steps: calls of every kind, time-outs,
 * cancels, deaths, links that stand still, LEAVEs, restarts. What must hold whatever the order is
 * checked at every step and at the end. A failing seed prints itself; {@code -Ddsp.kernel.seed}
 * runs one.
 */
class RandomScheduleTest {
    private static final int[] NODES = {1, 2, 3};
    private static final int STEPS = 12_000;

    /** One run. */
    private static final class Run {
        final Random random;
        final KernelLab lab = new KernelLab(NODES);
        final List<Program> living = new ArrayList<>();

        /** Requests by the number in their message: who asked, in which call, in which epoch. */
        final Map<Integer, Asked> asked = new HashMap<>();

        /** Answers by the number in their message. */
        final Map<Integer, Answer> answers = new HashMap<>();

        /** What each server has received and not answered: by server and name, the request. */
        final Map<Program, Map<Integer, Integer>> owed = new HashMap<>();

        /** The last request that each server received under each name, answered or not. */
        final Map<Program, Map<Integer, Integer>> taken = new HashMap<>();

        final Set<Integer> delivered = new HashSet<>();
        final Set<Integer> answered = new HashSet<>();

        /** LEAVEs of each pair of nodes so far. */
        final int[][] leaves = new int[4][4];

        int copied;
        final Set<Ended> checked = new HashSet<>();
        int numbers;

        /** A request: in which call of whom, to whom, after which LEAVEs of its node. */
        record Asked(Program by, Ended call, int to, List<Integer> leaves) {}

        /** An answer: to which request, after which LEAVEs of its node. */
        record Answer(int request, Program by, List<Integer> leaves) {}

        Run(long seed) {
            random = new Random(seed);
            lab.stepwise = true;
        }

        void left(int a, int b) {
            leaves[a][b]++;
            leaves[b][a]++;
        }

        List<Integer> leavesOf(int node) {
            return Arrays.stream(leaves[node]).boxed().toList();
        }

        // ---- steps

        void step() {
            switch (random.nextInt(60)) {
                case 0, 1, 2 -> bind();
                case 3 -> die();
                case 4 -> leave();
                case 5 -> pause();
                case 6, 7 -> lab.advance(random.nextInt(30_000_000));
                case 8 -> cancel();
                case 9, 10, 11, 12, 13, 14, 15 -> move();
                case 16, 17, 18, 19, 20, 21 -> lab.run();
                case 22 -> window();
                case 23 -> slow();
                case 24, 25 -> takeAhead();
                case 26 -> expireAll();
                default -> call();
            }
            lab.programs.removeIf(Program::dead);
            living.removeIf(Program::dead);
            observe();
        }

        void bind() {
            if (living.size() >= 14) {
                return;
            }
            int node = pick(NODES);
            boolean server = random.nextBoolean();
            int odd = random.nextInt(4) == 0 ? random.nextInt(3) : node - 1;
            int endpoint = server ? 10 + odd : 50 + random.nextInt(3);
            if (lab.process(node, endpoint) != null) {
                return;
            }
            Program p = lab.program(node, endpoint);
            p.memory = new byte[300_000];
            living.add(p);
            for (int i = 10; i < 13; i++) {
                int at = random.nextInt(5) == 0 ? pick(NODES) : i - 9;
                if (at != node && i != endpoint && lab.process(node, i) == null) {
                    p.rmtbind(i, at);
                }
            }
            owed.put(p, new HashMap<>());
            taken.put(p, new HashMap<>());
        }

        void die() {
            if (random.nextInt(60) == 0) {
                restart();
            } else if (!living.isEmpty() && random.nextInt(3) == 0) {
                any().kill();
            }
        }

        void restart() {
            int node = pick(NODES);
            for (int other : NODES) {
                if (other != node) {
                    left(node, other);
                }
            }
            lab.restart(node);
        }

        void leave() {
            int a = pick(NODES);
            int b = pick(NODES);
            if (a != b && random.nextInt(6) == 0) {
                left(a, b);
                lab.leave(a, b);
            }
        }

        void pause() {
            int a = pick(NODES);
            int b = pick(NODES);
            if (a != b) {
                lab.wire(a, b).held = random.nextInt(3) == 0;
            }
        }

        void window() {
            int a = pick(NODES);
            int b = pick(NODES);
            if (a != b) {
                lab.window(a, b, random.nextInt(3) == 0 ? random.nextInt(3) : 1000);
            }
        }

        void move() {
            int a = pick(NODES);
            int b = pick(NODES);
            lab.drain(a);
            if (a != b) {
                lab.deliver(a, b);
            }
            if (!living.isEmpty()) {
                any().serve();
            }
        }

        void slow() {
            if (!living.isEmpty()) {
                any().manners =
                        random.nextInt(3) == 0 ? Program.Manners.SLOW : Program.Manners.PROMPT;
            }
        }

        void cancel() {
            if (!living.isEmpty()) {
                Program p = any();
                p.open().ifPresent(p::cancel);
            }
        }

        void expireAll() {
            if (random.nextInt(10) == 0) {
                lab.advance(31_000_000_000L);
            }
        }

        void takeAhead() {
            for (Program p : living) {
                if (!p.ahead.isEmpty() && random.nextBoolean()) {
                    received(p, p.take());
                }
            }
        }

        void call() {
            if (living.isEmpty()) {
                return;
            }
            Program p = any();
            Map<Integer, Integer> debts = owed.get(p);
            if (p.open().isPresent()) {
                if (!debts.isEmpty() && random.nextInt(4) == 0) {
                    int name = debtor(debts);
                    p.quietReply(name, answer(p, debts.remove(name)));
                }
                return;
            }
            if (isClient(p)) {
                ask(p);
            } else {
                serverCall(p, debts);
            }
        }

        void ask(Program p) {
            int to = 10 + random.nextInt(3);
            numbers++;
            int number = numbers;
            List<Integer> before = leavesOf(p.node);
            Ended call = p.sendrec(to, number, patience());
            asked.put(number, new Asked(p, call, to, before));
        }

        void serverCall(Program p, Map<Integer, Integer> debts) {
            int name = debts.isEmpty() ? 50 : debtor(debts);
            switch (random.nextInt(debts.isEmpty() ? 7 : 16)) {
                case 0, 1, 2 -> p.receive(Endpoints.ANY, patience(), 1 + random.nextInt(4));
                case 3 -> p.rcvrqst(patience());
                case 4 -> ask(p);
                case 5 -> p.notify(10 + random.nextInt(3));
                case 7, 8, 9, 10 -> reply(p, debts, name);
                case 11, 12, 13, 14 -> {
                    int other = debts.isEmpty() ? 51 : debtor(debts);
                    boolean self = random.nextBoolean();
                    int bytes = random.nextInt(280_000);
                    copy(p, name, self ? Endpoints.SELF : other, bytes);
                }
                default -> {
                    int to = 10 + random.nextInt(3);
                    debts.remove(to);
                    Integer last = taken.get(p).get(to);
                    p.send(to, last == null ? -1 : answer(p, last), patience());
                }
            }
        }

        void copy(Program p, int from, int to, int bytes) {
            if (random.nextBoolean()) {
                p.vcopy(from, 10, to, 20, bytes, patience());
            } else {
                p.vcopy(to, 10, from, 20, bytes, patience());
            }
        }

        void reply(Program p, Map<Integer, Integer> debts, int name) {
            if (!debts.containsKey(name)) {
                p.receive(Endpoints.ANY, timeout(), 1);
                return;
            }
            int answer = answer(p, debts.get(name));
            switch (random.nextInt(4)) {
                case 0 -> p.reply(name, answer);
                case 1 -> p.send(name, answer, timeout());
                case 2 -> p.replyReceive(name, answer, timeout(), 3);
                default -> p.quietReply(name, answer);
            }
            debts.remove(name);
        }

        int answer(Program by, int request) {
            numbers++;
            answers.put(numbers, new Answer(request, by, leavesOf(by.node)));
            return numbers;
        }

        int debtor(Map<Integer, Integer> debts) {
            return new ArrayList<>(debts.keySet()).get(random.nextInt(debts.size()));
        }

        int patience() {
            return random.nextInt(4) == 0 ? timeout() : 200;
        }

        int timeout() {
            return switch (random.nextInt(4)) {
                case 0 -> 0;
                case 1 -> -1;
                default -> random.nextInt(50);
            };
        }

        // ---- what must hold

        void observe() {
            for (Program p : living) {
                for (Ended call : p.calls()) {
                    if (!call.open() && checked.add(call)) {
                        ended(p, call);
                    }
                }
                assertThat(p.closedByKernel()).as("a session ended: %s", p.closeReason()).isFalse();
                p.forgetEnded();
            }
        }

        void ended(Program p, Ended call) {
            if (call.message().isEmpty()) {
                copied += call.op == AttachOp.VCOPY && call.code() > 0 ? 1 : 0;
                return;
            }
            Note note = call.note();
            if (call.op == AttachOp.SENDREC) {
                answeredTo(call, note);
            } else {
                received(p, note);
            }
        }

        void answeredTo(Ended call, Note note) {
            Answer answer = answers.get(note.value());
            assertThat(answer).as("an answer that nobody gave: %s", note).isNotNull();
            int request = answer.request;
            Asked question = asked.get(request);
            assertThat(question.call).as("the answer to another request").isSameAs(call);
            assertThat(answered.add(request)).as("a second answer").isTrue();
            assertThat(delivered).as("an answer to what was not received").contains(request);
            assertThat(note.source()).isEqualTo(question.to);
            assertThat(note.generation()).isEqualTo(answer.by.generation());
            assertNoLeave(answer.leaves, answer.by.node, question.by.node);
        }

        void received(Program p, Note note) {
            Asked question = asked.get(note.value());
            if (question == null) {
                return;
            }
            assertThat(note.node()).isEqualTo(question.by.node);
            assertThat(note.generation()).isEqualTo(question.by.generation());
            assertThat(delivered.add(note.value())).as("received twice: %s", note).isTrue();
            assertNoLeave(question.leaves, question.by.node, p.node);
            owed.get(p).put(note.source(), note.value());
            taken.get(p).put(note.source(), note.value());
        }

        void assertNoLeave(List<Integer> before, int from, int to) {
            assertThat(leaves[from][to]).as("across a LEAVE").isEqualTo(before.get(to));
        }

        /** Faults stop: everything that can end does, then nothing may be left. */
        void finish() {
            for (int a : NODES) {
                for (int b : NODES) {
                    if (a != b) {
                        lab.wire(a, b).held = false;
                        lab.window(a, b, 1000);
                    }
                }
            }
            living.forEach(p -> p.manners = Program.Manners.PROMPT);
            lab.stepwise = false;
            lab.run();
            observe();
            for (Program p : living) {
                p.open().ifPresent(p::cancel);
                assertThat(p.open()).isEmpty();
            }
            lab.run();
            observe();
            living.forEach(Program::kill);
            lab.run();
            lab.assertClean();
        }

        // ---- picking

        int pick(int[] some) {
            return some[random.nextInt(some.length)];
        }

        Program any() {
            return living.get(random.nextInt(living.size()));
        }

        boolean isClient(Program p) {
            for (int e = 50; e < 53; e++) {
                LocalProcess bound = lab.process(p.node, e);
                if (bound != null && bound.session == p.session) {
                    return true;
                }
            }
            return false;
        }
    }

    private static Run run(long seed, int steps) {
        Run run = new Run(seed);
        int step = 0;
        try {
            for (; step < steps; step++) {
                run.step();
            }
            run.finish();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "seed "
                            + seed
                            + ", step "
                            + step
                            + " (once more: -Ddsp.kernel.seed="
                            + seed
                            + "): "
                            + e.getMessage(),
                    e);
        }
        return run;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverHappensEveryCallEndsOnceAndNothingLeaks(long seed) {
        Run run = run(Long.getLong("dsp.kernel.seed", seed), STEPS);

        assertThat(run.answered).as("the schedule does something").hasSizeGreaterThan(100);
        assertThat(run.copied).isPositive();
    }

    @Test
    void aSeedRepeatsItself() {
        Run first = run(99, 500);
        Run second = run(99, 500);

        assertThat(second.answered).isEqualTo(first.answered);
        assertThat(second.lab.trace.size()).isEqualTo(first.lab.trace.size());
    }
}
