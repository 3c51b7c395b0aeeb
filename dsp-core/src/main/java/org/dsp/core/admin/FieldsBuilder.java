package org.dsp.core.admin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dsp.core.admin.Value.Fields;
import org.dsp.core.admin.Value.Items;
import org.dsp.core.admin.Value.Nothing;

/** Makes {@link Fields}, name by name. */
public final class FieldsBuilder {
    private final Map<String, Value> values = new LinkedHashMap<>();

    /** Adds a value. */
    public FieldsBuilder with(String name, Value value) {
        values.put(name, value);
        return this;
    }

    /** Adds a text. */
    public FieldsBuilder with(String name, String text) {
        return with(name, Value.of(text));
    }

    /** Adds a whole number. */
    public FieldsBuilder with(String name, long number) {
        return with(name, Value.of(number));
    }

    /** Adds yes or no. */
    public FieldsBuilder with(String name, boolean on) {
        return with(name, Value.of(on));
    }

    /** Adds a value that may be unknown. */
    public FieldsBuilder with(String name, Optional<Value> value) {
        return with(name, value.orElseGet(Nothing::new));
    }

    /** Adds a list. */
    public FieldsBuilder with(String name, List<? extends Value> list) {
        return with(name, new Items(List.copyOf(list)));
    }

    /** What was added. */
    public Fields build() {
        return new Fields(values);
    }
}
