package org.dsp.faults;

import java.util.Random;

/** When a wire breaks and for how long: random, the same for the same seed. */
final class RandomCuts {
    private final Random random;
    private final Span every;
    private final Span lasting;

    /**
     * @param every between the end of one cut and the next
     * @param lasting during which nobody can connect
     */
    RandomCuts(long seed, Span every, Span lasting) {
        this.random = new Random(seed);
        this.every = every;
        this.lasting = lasting;
    }

    /** How long it is whole now, in ns. */
    long untilCut() {
        return every.choose(random);
    }

    /** How long it is broken now, in ns. */
    long untilWhole() {
        return lasting.choose(random);
    }
}
