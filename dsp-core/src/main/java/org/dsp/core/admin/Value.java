package org.dsp.core.admin;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A tree that describes itself: what requests, answers and {@code --json} are made of. Immutable.
 */
public sealed interface Value {
    /** Nothing is known; {@code null} in JSON. */
    record Nothing() implements Value {}

    /** Yes or no. */
    record Flag(boolean on) implements Value {}

    /** A whole number. */
    record Whole(long number) implements Value {}

    /** A number with a fraction; finite, so that JSON can say it. */
    record Real(double number) implements Value {
        public Real {
            if (!Double.isFinite(number)) {
                throw new IllegalArgumentException(number + "; allowed finite numbers");
            }
        }
    }

    /** A text. */
    record Text(String text) implements Value {}

    /** Values in order. */
    record Items(List<Value> values) implements Value {
        public Items {
            values = List.copyOf(values);
        }
    }

    /** Named values, in order. */
    record Fields(Map<String, Value> values) implements Value {
        /** No fields. */
        public static final Fields EMPTY = new Fields(Map.of());

        public Fields {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }

        /** The value of that name, if it is there and not {@link Nothing}. */
        public Optional<Value> get(String name) {
            return Optional.ofNullable(values.get(name)).filter(v -> !(v instanceof Nothing));
        }

        /** The text of that name; empty when there is none. */
        public Optional<String> text(String name) {
            return get(name).filter(Text.class::isInstance).map(v -> ((Text) v).text());
        }

        /** The whole number of that name; empty when there is none. */
        public Optional<Long> whole(String name) {
            return get(name).filter(Whole.class::isInstance).map(v -> ((Whole) v).number());
        }

        /** Whether that name says yes. */
        public boolean flag(String name) {
            return get(name).filter(new Flag(true)::equals).isPresent();
        }

        /** The values of the list of that name; none when there is no list. */
        public List<Value> items(String name) {
            return get(name)
                    .filter(Items.class::isInstance)
                    .map(v -> ((Items) v).values())
                    .orElse(List.of());
        }

        /** Those values of the list of that name that are fields. */
        public List<Fields> rows(String name) {
            return items(name).stream()
                    .filter(Fields.class::isInstance)
                    .map(Fields.class::cast)
                    .toList();
        }

        /** The texts in the list of that name. */
        public List<String> texts(String name) {
            return items(name).stream()
                    .filter(Text.class::isInstance)
                    .map(v -> ((Text) v).text())
                    .toList();
        }
    }

    /** A text. */
    static Value of(String text) {
        return new Text(text);
    }

    /** A whole number. */
    static Value of(long number) {
        return new Whole(number);
    }

    /** Yes or no. */
    static Value of(boolean on) {
        return new Flag(on);
    }

    /** Texts in order. */
    static Value texts(List<String> texts) {
        return new Items(texts.stream().map(Value::of).toList());
    }
}
