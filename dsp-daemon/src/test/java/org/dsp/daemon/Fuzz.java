package org.dsp.daemon;

import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Feeds a target with wrong inputs. Each has a number, which says what is wrong, and with the run's
 * seed all its random choices: {@code -Ddsp.fuzz.seed=SEED -Ddsp.fuzz.from=NUMBER} begins again
 * where a run failed.
 */
final class Fuzz {
    static final String SEED = "dsp.fuzz.seed";
    static final String FROM = "dsp.fuzz.from";

    private final long seed;
    private final long from;

    /** With this seed, beginning with this input. */
    Fuzz(long seed, long from) {
        this.seed = seed;
        this.from = from;
    }

    /** With the seed of the system property, or a new one. */
    static Fuzz run() {
        long random = ThreadLocalRandom.current().nextLong();
        return new Fuzz(Long.getLong(SEED, random), Long.getLong(FROM, 0));
    }

    /** Where wrong bytes go to. */
    interface Target extends AutoCloseable {
        /** One session with one wrong input, to its end. */
        void input(long number, SplittableRandom random) throws IOException;

        /** What it was sent. */
        SentBytes sent();

        /** How many inputs it takes until each field of each frame was wrong in each way. */
        int all();

        /** What came of the inputs, for a message. */
        String outcomes();

        /** Whether every outcome was seen that there can be. */
        boolean sawEveryOutcome();

        @Override
        void close() throws IOException;
    }

    /** Something that is looked at after every input. */
    interface Check {
        void holds();
    }

    /** Sends so many inputs. */
    void feed(Target target, int inputs, Check check) {
        for (long number = from; number < from + inputs; number++) {
            try {
                target.input(
                        number, new SplittableRandom(seed ^ (number * 0x9E37_79B9_7F4A_7C15L)));
                check.holds();
            } catch (IOException | RuntimeException | AssertionError e) {
                throw new AssertionError(failed(number), e);
            }
        }
    }

    /** How to see it again. */
    private String failed(long number) {
        return ("input %d of seed %d; again: mvn test -pl dsp-daemon -am -Dtest=SocketFuzzTest"
                        + " -Dsurefire.failIfNoSpecifiedTests=false -D%s=%d -D%s=%d")
                .formatted(number, seed, SEED, seed, FROM, number);
    }
}
