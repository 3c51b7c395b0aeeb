package org.dsp.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.dsp.core.config.IntRange;

/**
 * The settings of one block, by name and type. Each question makes its name known; what nobody
 * asked for is an error in the end. A setting that is absent, or wrong and reported, is empty.
 */
final class BlockReader {
    private static final Pattern WHOLE_NUMBER = Pattern.compile("0|-?[1-9][0-9]{0,17}");

    private final Block block;
    private final Problems problems;
    private final Map<String, Item> items = new HashMap<>();
    private final TreeSet<String> known = new TreeSet<>();
    private final TreeSet<String> obsolete = new TreeSet<>();
    private int errors;

    BlockReader(Block block, Problems problems) {
        this.block = block;
        this.problems = problems;
        for (Item item : block.items()) {
            Item first = items.putIfAbsent(item.name(), item);
            if (first != null) {
                String wrong =
                        "%s of %s is given again, first at line %d"
                                .formatted(
                                        Quoted.of(item.name()), block.label(), first.at().line());
                error(item.at(), wrong, "allowed once");
            }
        }
    }

    /** Whether this block has an error so far. */
    boolean faulty() {
        return errors > 0;
    }

    boolean has(String name) {
        return items.containsKey(name);
    }

    /** Where the value of a setting stands; where the block's name does when it is absent. */
    Position at(String name) {
        return Optional.ofNullable(items.get(name))
                .map(item -> item.values().isEmpty() ? item.at() : item.values().get(0).at())
                .orElse(block.at());
    }

    OptionalInt integer(String name, IntRange range) {
        return integer(name, range, "");
    }

    /**
     * @param why where the range comes from, when something else in the file sets it
     */
    OptionalInt integer(String name, IntRange range, String why) {
        Optional<Value> value = single(name, "allowed " + range + why);
        return value.isPresent() ? number(name, value.get(), range, why) : OptionalInt.empty();
    }

    Optional<Boolean> yesNo(String name) {
        return choice(name, Choice.YES_NO);
    }

    <T> Optional<T> choice(String name, Choice<T> choice) {
        Optional<Value> value = single(name, choice.rule());
        Optional<T> chosen = value.flatMap(v -> choice.of(v.text()));
        if (value.isPresent() && chosen.isEmpty()) {
            String suggestion = choice.suggestion(value.get().text());
            errorAt(value.get(), name, " is not known", suggestion + choice.rule());
        }
        return chosen;
    }

    /**
     * @param right what a text must be
     * @param rule the same, as an error says it
     */
    Optional<String> text(String name, Predicate<String> right, String rule) {
        Optional<Value> value = single(name, "allowed " + rule);
        if (value.isPresent() && !right.test(value.get().text())) {
            errorAt(value.get(), name, " is not right", "allowed " + rule);
            return Optional.empty();
        }
        return value.map(Value::text);
    }

    /** Like {@link #text}, for what no message may show. */
    Optional<String> secret(String name, Predicate<String> right, String rule) {
        Optional<Value> value = single(name, "allowed " + rule);
        if (value.isPresent() && !right.test(value.get().text())) {
            String wrong = name + " of " + block.label() + " is not right";
            error(value.get().at(), wrong, "allowed " + rule);
            return Optional.empty();
        }
        return value.map(Value::text);
    }

    /**
     * Every value of a setting; empty when it is absent.
     *
     * @param rule what is allowed, for the error when it is there without a value
     */
    List<Value> values(String name, String rule) {
        return item(name, rule).map(Item::values).orElse(List.of());
    }

    /** The mappings of a list, which only YAML can write. */
    List<Block> blocks(String name, String rule) {
        known.add(name);
        Optional<Item> item = Optional.ofNullable(items.get(name));
        item.stream()
                .flatMap(found -> found.values().stream())
                .forEach(v -> error(v.at(), name + " has a plain value", rule));
        return item.map(Item::blocks).orElse(List.of());
    }

    /** A number that is one of the {@link #values}. */
    OptionalInt number(String name, Value value, IntRange range) {
        return number(name, value, range, "");
    }

    private OptionalInt number(String name, Value value, IntRange range, String why) {
        boolean whole = WHOLE_NUMBER.matcher(value.text()).matches();
        if (whole && range.contains(Long.parseLong(value.text()))) {
            return OptionalInt.of(Integer.parseInt(value.text()));
        }
        String fault = whole ? " is out of range" : " is no whole number";
        errorAt(value, name, fault, "allowed " + range + why);
        return OptionalInt.empty();
    }

    /** An error about the value of a setting, or about the block when it is absent or "". */
    void error(String name, String wrong, String allowed) {
        error(at(name), wrong, allowed);
    }

    /** An error about one of the {@link #values}. */
    void errorAt(Value value, String name, String fault, String allowed) {
        error(value.at(), described(name, value.text()) + fault, allowed);
    }

    /** An error when the setting is absent. */
    void require(String name, String allowed) {
        known.add(name);
        if (!has(name)) {
            error(block.at(), block.label() + " has no " + name, allowed);
        }
    }

    /** Accepts a setting that lost its meaning, with a warning. */
    void obsolete(String name, String meaning, String replacement) {
        obsolete.add(name);
        if (has(name)) {
            String wrong = name + " of " + block.label() + " " + meaning;
            problems.warning(items.get(name).at(), wrong, replacement);
        }
    }

    /** A warning about a setting that is there. */
    void warn(String name, String what, String better) {
        problems.warning(at(name), name + " of " + block.label() + " " + what, better);
    }

    /** The text of an obsolete setting, as far as it has one. */
    Optional<Value> leftover(String name) {
        return Optional.ofNullable(items.get(name)).stream()
                .flatMap(item -> item.values().stream())
                .findFirst();
    }

    /** Reports what nobody asked for. To be called last. */
    void finish() {
        String previous = "";
        for (Item item : block.items()) {
            if (!known.contains(item.name()) && !obsolete.contains(item.name())) {
                unknown(item, previous.equals(LoadBalancerReader.SSH_PASS));
            }
            previous = item.name();
        }
    }

    /**
     * @param hide whether the name may be half of a password that has a semicolon in it
     */
    private void unknown(Item item, boolean hide) {
        String wrong =
                hide
                        ? "a setting that " + block.label() + " does not have"
                        : block.label() + " has no setting " + Quoted.of(item.name());
        String suggestion = hide ? "" : Suggestion.text(item.name(), known);
        error(item.at(), wrong, suggestion + "allowed " + String.join(", ", known));
    }

    private void error(Position at, String wrong, String allowed) {
        errors++;
        problems.error(at, wrong, allowed);
    }

    private Optional<Item> item(String name, String rule) {
        known.add(name);
        Optional<Item> item = Optional.ofNullable(items.get(name));
        if (item.isPresent() && !item.get().blocks().isEmpty()) {
            String wrong = name + " of " + block.label() + " holds settings";
            error(item.get().at(), wrong, rule);
            return Optional.empty();
        }
        if (item.isPresent() && item.get().values().isEmpty()) {
            String wrong = name + " of " + block.label() + " has no value";
            error(item.get().at(), wrong, rule);
            return Optional.empty();
        }
        return item;
    }

    private Optional<Value> single(String name, String rule) {
        Optional<Item> item = item(name, rule);
        if (item.isEmpty()) {
            return Optional.empty();
        }
        List<Value> values = item.get().values();
        if (values.size() > 1) {
            boolean otherLine = values.get(1).at().line() != values.get(0).at().line();
            boolean forgotten = item.get().semicolon() && otherLine;
            String hint = forgotten ? " (is a ';' missing on the line before?)" : "";
            String wrong = "a second value for " + name + " of " + block.label() + hint;
            error(values.get(1).at(), wrong, "allowed one value");
            return Optional.empty();
        }
        return Optional.of(values.get(0));
    }

    private String described(String name, String text) {
        String shown = WHOLE_NUMBER.matcher(text).matches() ? text : Quoted.of(text);
        return name + " " + shown + " of " + block.label();
    }
}
