package org.dsp.config;

import java.util.List;

/**
 * A setting as written: its name and what follows. Blocks stand there only in YAML, as a list of
 * mappings.
 *
 * @param semicolon whether a semicolon ends it, which may have been forgotten
 */
record Item(String name, Position at, List<Value> values, List<Block> blocks, boolean semicolon) {
    Item {
        values = List.copyOf(values);
        blocks = List.copyOf(blocks);
    }
}
