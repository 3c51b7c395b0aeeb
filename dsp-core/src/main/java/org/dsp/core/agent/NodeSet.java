package org.dsp.core.agent;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.dsp.core.config.ClusterNode;

/** A set of node ids, 0…499: a bitmap. Immutable. */
public final class NodeSet {
    /** Longs that hold every node id. */
    static final int WORDS = 8;

    public static final NodeSet EMPTY = new NodeSet(new long[WORDS]);

    private static final int WIDTH = 32;

    private final long[] words;

    private NodeSet(long[] words) {
        this.words = words;
    }

    /** These ids. */
    public static NodeSet of(int... ids) {
        NodeSet set = EMPTY;
        for (int id : ids) {
            set = set.with(id);
        }
        return set;
    }

    /** From the longs of {@link #word}; copied. */
    static NodeSet ofWords(long[] words) {
        NodeSet set = new NodeSet(Arrays.copyOf(words, WORDS));
        if (set.last() > ClusterNode.IDS.max()) {
            throw new IllegalArgumentException(
                    "node " + set.last() + " in a bitmap; allowed " + ClusterNode.IDS);
        }
        return set;
    }

    /** Ids 64·i … 64·i+63, the lowest in the lowest bit. */
    long word(int i) {
        return words[i];
    }

    /** Whether {@code id} is in it. */
    public boolean contains(int id) {
        return ClusterNode.IDS.contains(id) && (words[id >> 6] & (1L << id)) != 0;
    }

    /** With {@code id}. */
    public NodeSet with(int id) {
        ClusterNode.IDS.check("node id", id);
        if (contains(id)) {
            return this;
        }
        long[] more = words.clone();
        more[id >> 6] |= 1L << id;
        return new NodeSet(more);
    }

    /** Without {@code id}. */
    public NodeSet without(int id) {
        if (!contains(id)) {
            return this;
        }
        long[] less = words.clone();
        less[id >> 6] &= ~(1L << id);
        return new NodeSet(less);
    }

    /** In both. */
    public NodeSet and(NodeSet other) {
        long[] both = new long[WORDS];
        for (int i = 0; i < WORDS; i++) {
            both[i] = words[i] & other.words[i];
        }
        return new NodeSet(both);
    }

    /** In this and not in {@code other}. */
    public NodeSet minus(NodeSet other) {
        long[] rest = new long[WORDS];
        for (int i = 0; i < WORDS; i++) {
            rest[i] = words[i] & ~other.words[i];
        }
        return new NodeSet(rest);
    }

    public boolean isEmpty() {
        return lowest() < 0;
    }

    /** How many. */
    public int size() {
        int n = 0;
        for (long word : words) {
            n += Long.bitCount(word);
        }
        return n;
    }

    /** The lowest id; -1 of an empty one. */
    public int lowest() {
        for (int i = 0; i < WORDS; i++) {
            if (words[i] != 0) {
                return i * Long.SIZE + Long.numberOfTrailingZeros(words[i]);
            }
        }
        return -1;
    }

    private int last() {
        for (int i = WORDS - 1; i >= 0; i--) {
            if (words[i] != 0) {
                return i * Long.SIZE + Long.SIZE - 1 - Long.numberOfLeadingZeros(words[i]);
            }
        }
        return -1;
    }

    /** The ids, ascending. */
    public IntStream ids() {
        return IntStream.rangeClosed(ClusterNode.IDS.min(), ClusterNode.IDS.max())
                .filter(this::contains);
    }

    /** Calls for each id, ascending. */
    public void forEach(IntConsumer action) {
        for (int i = 0; i < WORDS; i++) {
            for (long rest = words[i]; rest != 0; rest &= rest - 1) {
                action.accept(i * Long.SIZE + Long.numberOfTrailingZeros(rest));
            }
        }
    }

    /**
     * The original's form: a character for each of 32 ids, the highest first, {@code X} or {@code
     * -}.
     *
     * @param row 0 = ids 31…0, 1 = ids 63…32, …
     */
    public String row(int row) {
        StringBuilder out = new StringBuilder(WIDTH);
        for (int id = row * WIDTH + WIDTH - 1; id >= row * WIDTH; id--) {
            out.append(contains(id) ? 'X' : '-');
        }
        return out.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NodeSet set && Arrays.equals(words, set.words);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(words);
    }

    /** {@code {0,1,7}}. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("{");
        forEach(id -> out.append(out.length() > 1 ? "," : "").append(id));
        return out.append('}').toString();
    }
}
