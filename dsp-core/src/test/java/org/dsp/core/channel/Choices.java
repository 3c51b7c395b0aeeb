package org.dsp.core.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Where a schedule may go one way or another. */
interface Choices {
    /** One of 0…n-1. */
    int below(int n);

    /** Seeded. */
    static Choices random(long seed) {
        Random random = new Random(seed);
        return random::nextInt;
    }

    /** Every way there is, one schedule after the other. */
    final class Exhaustive implements Choices {
        private final List<int[]> path = new ArrayList<>();
        private int at;

        @Override
        public int below(int n) {
            if (at == path.size()) {
                path.add(new int[] {0, n});
            }
            int[] choice = path.get(at++);
            if (choice[1] != n) {
                throw new AssertionError("the schedule does not replay");
            }
            return choice[0];
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder("choices");
            path.forEach(choice -> text.append(' ').append(choice[0]));
            return text.toString();
        }

        /** Goes to the next schedule; false after the last. */
        boolean next() {
            at = 0;
            while (!path.isEmpty()) {
                int[] last = path.get(path.size() - 1);
                if (++last[0] < last[1]) {
                    return true;
                }
                path.remove(path.size() - 1);
            }
            return false;
        }
    }
}
