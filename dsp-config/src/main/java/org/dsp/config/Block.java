package org.dsp.config;

import java.util.List;

/**
 * Settings that belong together, as written. What both forms of the cluster file become.
 *
 * @param keyword what it is
 * @param name which one; empty = it has no name
 * @param begin where it begins
 * @param at where its name stands, or its beginning when it has none
 */
record Block(String keyword, String name, Position begin, Position at, List<Item> items) {
    Block {
        items = List.copyOf(items);
    }

    /** As messages call it. */
    String label() {
        return name.isEmpty() ? keyword : keyword + " " + Quoted.of(name);
    }
}
