package org.dsp.sim.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Every request of a run: who asked it, which program ran it, how it ended. Finds what must never
 * be, at the moment when it is.
 */
public final class Requests {
    /** An answer is the request's number and this. */
    private static final int ANSWER = 1 << 30;

    private static final class Request {
        final String asker;
        Optional<String> ranAt = Optional.empty();
        Optional<String> end = Optional.empty();

        /** Its end says that no program has had it. */
        boolean notBegun;

        Request(String asker) {
            this.asker = asker;
        }
    }

    private final List<Request> requests = new ArrayList<>();
    private final Map<Integer, Integer> errors = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();
    private int answers;
    private int open;

    /** A client asks; returns the number of its request, ≥ 1. */
    int asked(String client) {
        requests.add(new Request(client));
        open++;
        return requests.size();
    }

    /** A program has received it; what it shall answer. */
    int ran(int number, String program) {
        Request request = find(number, program);
        request.ranAt.ifPresent(
                first ->
                        problems.add(
                                "request %d of %s ran twice: at %s and at %s"
                                        .formatted(number, request.asker, first, program)));
        if (request.notBegun) {
            problems.add(
                    "request %d of %s ran at %s after %s"
                            .formatted(
                                    number, request.asker, program, request.end.orElse("its end")));
        }
        request.ranAt = Optional.of(program);
        return ANSWER + number;
    }

    /** Its client has an answer. */
    void answered(int number, int value) {
        Request request = find(number, "an answer");
        end(number, "an answer");
        answers++;
        if (value != ANSWER + number) {
            problems.add(
                    "request %d of %s got the answer %d, to request %d"
                            .formatted(number, request.asker, value, value - ANSWER));
        } else if (request.ranAt.isEmpty()) {
            problems.add("request " + number + " was answered and never ran");
        }
    }

    /** Its client has an error. */
    void failed(int number, int code) {
        Request request = find(number, "an error");
        errors.merge(code, 1, Integer::sum);
        String error = Errors.name(code);
        end(number, error);
        request.notBegun = Errors.notBegun(code);
        if (request.notBegun && request.ranAt.isPresent()) {
            problems.add(
                    "request %d of %s ran at %s, its client got %s"
                            .formatted(number, request.asker, request.ranAt.get(), error));
        }
        if (!Errors.expected(code)) {
            problems.add("request %d of %s got %s".formatted(number, request.asker, error));
        }
    }

    /** Nobody waits for it any more: its client is gone. */
    void abandoned(int number) {
        end(number, "its client's end");
    }

    private void end(int number, String how) {
        Request request = find(number, how);
        request.end.ifPresent(
                before ->
                        problems.add(
                                "request %d of %s ended with %s after %s"
                                        .formatted(number, request.asker, how, before)));
        if (request.end.isEmpty()) {
            open--;
        }
        request.end = Optional.of(how);
    }

    private Request find(int number, String why) {
        if (number < 1 || number > requests.size()) {
            throw new IllegalStateException("no request " + number + "; " + why);
        }
        return requests.get(number - 1);
    }

    // ---- what is seen

    /** What was wrong so far. */
    public List<String> problems() {
        return problems;
    }

    /** Those without an end, in words. */
    public List<String> unanswered() {
        List<String> found = new ArrayList<>();
        for (int i = 0; open > 0 && i < requests.size(); i++) {
            Request request = requests.get(i);
            if (request.end.isEmpty()) {
                found.add(
                        "request %d of %s has no end; it %s"
                                .formatted(
                                        i + 1,
                                        request.asker,
                                        request.ranAt
                                                .map(at -> "ran at " + at)
                                                .orElse("never ran")));
            }
        }
        return found;
    }

    public int asked() {
        return requests.size();
    }

    public int answers() {
        return answers;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(requests.size()).append(" requests, ").append(answers).append(" answers");
        errors.forEach(
                (code, count) ->
                        text.append(", ").append(Errors.name(code)).append(' ').append(count));
        return text.toString();
    }

    /** How often each error came. */
    public Map<Integer, Integer> errors() {
        return errors;
    }
}
