package org.dsp.core.session;

import java.util.function.Consumer;

/**
 * A table by session id, 0 excepted: open addressing, no boxes. Looking up allocates nothing. One
 * thread.
 */
public final class LongTable<V> {
    private static final int FIRST = 64;

    private long[] keys = new long[FIRST];
    private Object[] values = new Object[FIRST];
    private int size;

    public int size() {
        return size;
    }

    /** What is there for {@code key}; null when nothing is. */
    @SuppressWarnings("unchecked") // Only put writes, and only values of V.
    public V get(long key) {
        return key == 0 ? null : (V) values[slot(key)];
    }

    /** Puts it, in place of what was there. */
    public void put(long key, V value) {
        if (key == 0) {
            throw new IllegalArgumentException("key 0; allowed: anything else");
        }
        if (2 * size >= keys.length) {
            grow();
        }
        int at = slot(key);
        if (keys[at] == 0) {
            size++;
        }
        keys[at] = key;
        values[at] = value;
    }

    /** Takes it out; whatever lies behind it moves up. */
    public void remove(long key) {
        if (key == 0) {
            return;
        }
        int hole = slot(key);
        if (keys[hole] == 0) {
            return;
        }
        size--;
        int mask = keys.length - 1;
        for (int at = (hole + 1) & mask; keys[at] != 0; at = (at + 1) & mask) {
            int home = home(keys[at]);
            if (((at - home) & mask) >= ((at - hole) & mask)) {
                keys[hole] = keys[at];
                values[hole] = values[at];
                hole = at;
            }
        }
        keys[hole] = 0;
        values[hole] = null;
    }

    /** Every value; {@code action} may change the table. */
    @SuppressWarnings("unchecked") // As in get.
    public void forEach(Consumer<V> action) {
        for (Object value : values.clone()) {
            if (value != null) {
                action.accept((V) value);
            }
        }
    }

    private int slot(long key) {
        int mask = keys.length - 1;
        int at = home(key);
        while (keys[at] != 0 && keys[at] != key) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private int home(long key) {
        long h = key * 0x9e37_79b9_7f4a_7c15L;
        return (int) (h >>> 32) & (keys.length - 1);
    }

    private void grow() {
        long[] oldKeys = keys;
        Object[] oldValues = values;
        keys = new long[2 * oldKeys.length];
        values = new Object[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int at = slot(oldKeys[i]);
                keys[at] = oldKeys[i];
                values[at] = oldValues[i];
            }
        }
    }
}
