package org.dsp.config;

import java.util.List;

/**
 * A setting as written: its name and what follows. Blocks stand there only in YAML, as a list of
 * mappings.
 */
record Item(String name, Position at, List<Value> values, List<Block> blocks) {
    Item {
        values = List.copyOf(values);
        blocks = List.copyOf(blocks);
    }
}
