package org.dsp.sim.program;

import static org.assertj.core.api.Assertions.assertThat;

import org.dsp.ipc.ErrorCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What must never be is found when it is. */
class RequestsTest {
    private final Requests requests = new Requests();
    private int number;

    @BeforeEach
    void ask() {
        number = requests.asked("a client");
    }

    private void assertProblem(String... words) {
        assertThat(requests.problems()).hasSize(1);
        assertThat(requests.problems().get(0)).contains(words);
    }

    @Test
    void anAnswerOfTheProgramThatRanItIsRight() {
        requests.answered(number, requests.ran(number, "a program"));
        assertThat(requests.problems()).isEmpty();
        assertThat(requests.unanswered()).isEmpty();
    }

    @Test
    void anErrorAfterItRanMayBe() {
        requests.ran(number, "a program");
        requests.failed(number, ErrorCode.EDVSNOTCONN.number());
        assertThat(requests.problems()).isEmpty();
    }

    @Test
    void aRequestThatRanTwiceIsFound() {
        requests.ran(number, "one");
        requests.ran(number, "another");
        assertProblem("ran twice", "one", "another");
    }

    @Test
    void anAnswerToAnotherRequestIsFound() {
        int other = requests.asked("a client");
        requests.ran(number, "a program");
        requests.answered(number, requests.ran(other, "a program"));
        assertProblem("got the answer", "to request " + other);
    }

    @Test
    void aSecondEndIsFound() {
        requests.answered(number, requests.ran(number, "a program"));
        requests.failed(number, ErrorCode.EDVSTIMEDOUT.number());
        assertProblem("EDVSTIMEDOUT after an answer");
    }

    @Test
    void notBegunThoughItRanIsFound() {
        requests.ran(number, "a program");
        requests.failed(number, ErrorCode.EDVSAGAIN.number());
        assertProblem("a program", "EDVSAGAIN");
    }

    @Test
    void runningAfterNotBegunIsFound() {
        requests.failed(number, ErrorCode.EDVSNOSPC.number());
        requests.ran(number, "a program");
        assertProblem("a program", "EDVSNOSPC");
    }

    @Test
    void anErrorThatNoClientMayGetIsFound() {
        requests.failed(number, ErrorCode.EDVSENQUEUED.number());
        assertProblem("EDVSENQUEUED");
    }

    @Test
    void aRequestWithoutEndIsFound() {
        requests.ran(number, "a program");
        assertThat(requests.unanswered()).hasSize(1);
        requests.abandoned(number);
        assertThat(requests.unanswered()).isEmpty();
    }
}
