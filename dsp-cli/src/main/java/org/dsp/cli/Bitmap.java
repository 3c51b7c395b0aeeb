package org.dsp.cli;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.dsp.core.admin.Value;
import org.dsp.core.admin.Value.Fields;
import org.dsp.core.admin.Value.Whole;

/** Sets of node ids as the original prints them: 32 ids a row, the lowest at the right. */
final class Bitmap {
    /** The original's ruler: last digits of 31 to 0. */
    static final String RULER = "10987654321098765432109876543210";

    private static final int BITS = 32;

    private Bitmap() {}

    /**
     * The lines of some bitmaps, each a list of ids in {@code report}.
     *
     * @param names of the lists
     */
    static List<String> lines(Fields report, List<String> names) {
        List<BitSet> maps = names.stream().map(name -> ids(report, name)).toList();
        int rows = maps.stream().mapToInt(map -> Math.max(1, rowsOf(map))).max().orElse(1);
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            int first = row * BITS;
            if (row > 0 && maps.stream().allMatch(map -> isEmpty(map, first))) {
                continue;
            }
            lines.add(line(first + BITS - 1 + "-" + first, RULER));
            for (int i = 0; i < maps.size(); i++) {
                lines.add(line(names.get(i), bits(maps.get(i), first)));
            }
        }
        return lines;
    }

    private static String line(String label, String bits) {
        return String.format(Locale.ROOT, "%-10s %s", label, bits);
    }

    private static int rowsOf(BitSet map) {
        return (map.length() + BITS - 1) / BITS;
    }

    private static boolean isEmpty(BitSet map, int first) {
        int next = map.nextSetBit(first);
        return next < 0 || next >= first + BITS;
    }

    private static String bits(BitSet map, int first) {
        StringBuilder bits = new StringBuilder(BITS);
        for (int id = first + BITS - 1; id >= first; id--) {
            bits.append(map.get(id) ? 'X' : '-');
        }
        return bits.toString();
    }

    private static BitSet ids(Fields report, String name) {
        BitSet ids = new BitSet();
        for (Value value : report.items(name)) {
            if (value instanceof Whole whole && whole.number() >= 0 && whole.number() < 1 << 16) {
                ids.set((int) whole.number());
            }
        }
        return ids;
    }
}
