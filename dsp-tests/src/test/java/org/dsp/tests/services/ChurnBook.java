package org.dsp.tests.services;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dsp.ipc.ErrorCode;

/**
 * What clients and programs of one run say of each other, in one order. A life is that of a
 * client's process: it has one session as long as the daemon of its program lives. Thread-safe.
 */
final class ChurnBook {
    /** More of them say no more. */
    private static final int MOST_SINS = 20;

    /** What a client gets when the node of its program dies. */
    private static final Set<ErrorCode> NODE_DIED =
            Set.of(ErrorCode.EDVSNOTCONN, ErrorCode.EDVSDSTDIED);

    private record UnderOne(int life, String daemon) {}

    private final List<String> sins = new ArrayList<>();
    private final Map<Integer, Integer> programOf = new HashMap<>();
    private final Map<Integer, Integer> lifeOf = new HashMap<>();
    private final Set<Integer> refused = new HashSet<>();
    private final Map<Integer, HostedProgram> serving = new HashMap<>();
    private final Map<UnderOne, HostedProgram> under = new HashMap<>();
    private final Map<ErrorCode, Integer> errors = new EnumMap<>(ErrorCode.class);
    private int lives;
    private int requests;
    private int answers;

    /** A client's process begins. */
    synchronized int newLife() {
        return ++lives;
    }

    /** It asks. */
    synchronized int newRequest() {
        return ++requests;
    }

    /** A program has got a request. */
    synchronized void taken(HostedProgram program, int life, int request) {
        Integer before = programOf.putIfAbsent(request, program.serial());
        if (before != null) {
            sin(
                    "request %d of life %d ran twice: %s, before by %d"
                            .formatted(request, life, program, before));
        }
        if (refused.contains(request)) {
            sin("request %d of life %d ran after its error: %s".formatted(request, life, program));
        }
        Integer other = lifeOf.putIfAbsent(program.serial(), life);
        if (other != null && other != life) {
            sin("%s serves life %d, and life %d".formatted(program, other, life));
        }
        HostedProgram last = serving.put(life, program);
        if (last != null && last != program && last.attached()) {
            sin("life %d has two living programs: %s, and %s".formatted(life, last, program));
        }
        HostedProgram first = under.put(new UnderOne(life, program.daemon()), program);
        if (first != null && first != program) {
            sin("one daemon gave life %d two programs: %s, and %s".formatted(life, first, program));
        }
    }

    /** A client has got an answer. */
    synchronized void answered(int life, int request, int answer, int program) {
        answers++;
        if (answer != request) {
            sin("life %d asked %d and got the answer to %d".formatted(life, request, answer));
        }
        if (programOf.getOrDefault(request, 0) != program) {
            sin("request %d was answered by %d, which never got it".formatted(request, program));
        }
    }

    /** A client has got an error. */
    synchronized void failed(int life, int request, ErrorCode code) {
        errors.merge(code, 1, Integer::sum);
        refused.add(request);
        HostedProgram program = serving.get(life);
        if (program != null && program.attached()) {
            sin("life %d got %s though it is served: %s".formatted(life, code, program));
        }
        if (!NODE_DIED.contains(code)) {
            sin("life %d got %s".formatted(life, code));
        }
    }

    private void sin(String what) {
        if (sins.size() < MOST_SINS) {
            sins.add(what);
        }
    }

    /** What must never be. */
    synchronized List<String> sins() {
        List<String> all = new ArrayList<>(sins);
        int ended = answers + refused.size();
        if (ended != requests) {
            all.add("%d requests had %d answers and errors".formatted(requests, ended));
        }
        return all;
    }

    /** How many programs had something to do. */
    synchronized int sessions() {
        return lifeOf.size();
    }

    synchronized int errors() {
        return refused.size();
    }

    @Override
    public synchronized String toString() {
        return "clients=%d sessions=%d requests=%d answers=%d errors=%s"
                .formatted(lives, lifeOf.size(), requests, answers, errors);
    }
}
