package org.dsp.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.dsp.config.CfgLexer.Kind;
import org.dsp.config.CfgLexer.Token;

/**
 * The {@code .cfg} grammar: {@code keyword name { setting value; … };}. The semicolon is optional
 * before and after a closing brace. After an error it goes on where the next block or setting
 * probably begins, to find the others.
 */
final class CfgReader {
    private static final String BLOCK_RULE = "allowed keyword name { setting value; ... };";

    private final CfgLexer lexer;
    private final Set<String> keywords;
    private final Problems problems;
    private final List<Block> blocks = new ArrayList<>();
    private Token delimiter;
    private List<Token> words;

    /**
     * @param keywords what begins a block, to recognise one that begins inside another
     */
    private CfgReader(String text, Set<String> keywords, Problems problems) {
        this.lexer = new CfgLexer(text, problems);
        this.keywords = keywords;
        this.problems = problems;
        collect();
    }

    static List<Block> read(String text, Set<String> keywords, Problems problems) {
        var reader = new CfgReader(text, keywords, problems);
        reader.file();
        return List.copyOf(reader.blocks);
    }

    /** Reads words up to the next punctuation. */
    private void collect() {
        words = new ArrayList<>();
        delimiter = lexer.next();
        while (delimiter.kind() == Kind.TEXT) {
            words.add(delimiter);
            delimiter = lexer.next();
        }
    }

    private void file() {
        while (true) {
            switch (delimiter.kind()) {
                case OPEN -> block();
                case CLOSE -> {
                    stray();
                    problems.error(delimiter.at(), "this '}' closes nothing", BLOCK_RULE);
                    collect();
                }
                case END_OF_FILE -> {
                    stray();
                    return;
                }
                default -> {
                    stray();
                    collect();
                }
            }
        }
    }

    private void stray() {
        if (!words.isEmpty()) {
            Token first = words.get(0);
            // Not what it is: half of a password with a brace in it would be shown.
            String wrong = "this stands outside a block";
            String allowed =
                    first.text().equals("include")
                            ? "other files are not included; " + BLOCK_RULE
                            : BLOCK_RULE;
            problems.error(first.at(), wrong, allowed);
        }
    }

    private void block() {
        Token keyword = words.isEmpty() ? delimiter : words.get(0);
        Token name = words.size() < 2 ? delimiter : words.get(1);
        boolean headed = words.size() == 2;
        if (!headed) {
            problems.error(keyword.at(), headFault(), BLOCK_RULE);
        }
        collect();
        List<Item> items = items(keyword);
        if (headed) {
            blocks.add(new Block(keyword.text(), name.text(), keyword.at(), name.at(), items));
        }
    }

    private String headFault() {
        return switch (words.size()) {
            case 0 -> "no keyword before '{'";
            case 1 -> "block " + Quoted.of(words.get(0).text()) + " has no name";
            default -> words.size() + " words before '{'";
        };
    }

    /** Reads to the end of a block; leaves what follows it in {@link #words}. */
    private List<Item> items(Token opener) {
        List<Item> items = new ArrayList<>();
        while (true) {
            switch (delimiter.kind()) {
                case SEMICOLON -> {
                    add(items, words);
                    collect();
                }
                case CLOSE -> {
                    add(items, words);
                    collect();
                    return items;
                }
                case OPEN -> {
                    if (beginsBlock()) {
                        unclosed(words.get(words.size() - 2).at(), opener);
                        add(items, words.subList(0, words.size() - 2));
                        words = words.subList(words.size() - 2, words.size());
                        return items;
                    }
                    problems.error(delimiter.at(), "a block inside a block", BLOCK_RULE);
                    skipInner();
                }
                default -> {
                    unclosed(delimiter.at(), opener);
                    add(items, words);
                    words = List.of();
                    return items;
                }
            }
        }
    }

    private boolean beginsBlock() {
        return words.size() >= 2 && keywords.contains(words.get(words.size() - 2).text());
    }

    private void unclosed(Position at, Token opener) {
        String wrong =
                "no '}' closes the block %s of line %d"
                        .formatted(Quoted.of(opener.text()), opener.at().line());
        problems.error(at, wrong, "allowed one '}' for each '{'");
    }

    private void skipInner() {
        int depth = 1;
        while (depth > 0 && delimiter.kind() != Kind.END_OF_FILE) {
            collect();
            if (delimiter.kind() == Kind.OPEN) {
                depth++;
            } else if (delimiter.kind() == Kind.CLOSE) {
                depth--;
            }
        }
        if (delimiter.kind() == Kind.CLOSE) {
            collect();
        }
    }

    private static void add(List<Item> items, List<Token> words) {
        if (words.isEmpty()) {
            return;
        }
        Token name = words.get(0);
        List<Value> values =
                words.stream().skip(1).map(word -> new Value(word.text(), word.at())).toList();
        items.add(new Item(name.text(), name.at(), values, List.of(), true));
    }
}
