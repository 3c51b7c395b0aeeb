package org.dsp.core.admin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import org.dsp.core.admin.Value.Fields;
import org.dsp.core.admin.Value.Flag;
import org.dsp.core.admin.Value.Items;
import org.dsp.core.admin.Value.Nothing;
import org.dsp.core.admin.Value.Real;

/** Trees to test with: small, of every kind. */
final class Values {
    private static final int DEEPEST = 4;
    private static final int WIDEST = 4;
    private static final int LEAVES = 5;

    private Values() {}

    static Arbitrary<Value> trees() {
        return Arbitraries.randomValue(random -> tree(random, 0));
    }

    static Arbitrary<Fields> fields() {
        return Arbitraries.randomValue(random -> fields(random, 0));
    }

    private static Value tree(Random random, int depth) {
        return switch (random.nextInt(depth == DEEPEST ? LEAVES : LEAVES + 2)) {
            case 0 -> new Nothing();
            case 1 -> new Flag(random.nextBoolean());
            case 2 -> Value.of(random.nextLong());
            case 3 -> new Real(random.nextGaussian() * Math.pow(10, random.nextInt(600) - 300));
            case 4 -> Value.of(text(random));
            case 5 -> items(random, depth);
            default -> fields(random, depth);
        };
    }

    private static Value items(Random random, int depth) {
        List<Value> values = new ArrayList<>();
        for (int i = random.nextInt(WIDEST + 1); i > 0; i--) {
            values.add(tree(random, depth + 1));
        }
        return new Items(values);
    }

    private static Fields fields(Random random, int depth) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (int i = random.nextInt(WIDEST + 1); i > 0; i--) {
            values.put(text(random), tree(random, depth + 1));
        }
        return new Fields(values);
    }

    /** Of one to four bytes in UTF-8 each. */
    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            int[] points = {random.nextInt(0x80), 0xe9, 0x20ac, 0x1f600};
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString();
    }
}
