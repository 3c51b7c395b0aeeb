package org.dsp.config;

/**
 * Words, strings and punctuation of the {@code .cfg} grammar, one after the other.
 *
 * <p>Facts of the original: a word is made of letters, digits, most punctuation and every character
 * beyond ASCII; a string stands between two quotes of the same kind on one line; {@code #} begins a
 * comment only where a token could begin; a back-slash is a character like any other, so that
 * Windows paths stay as written.
 */
final class CfgLexer {
    enum Kind {
        /** A word or a string. */
        TEXT,
        OPEN,
        CLOSE,
        SEMICOLON,
        END_OF_FILE
    }

    record Token(Kind kind, String text, Position at) {}

    private static final String WORD_PUNCTUATION = "!#$%&*+-./:<=>?[\\]^_|~";
    private static final String QUOTING =
            "allowed a space there; a back-slash does not escape a quote, use the other kind";

    private final String text;
    private final Problems problems;
    private int index;
    private int line = 1;
    private int column = 1;

    CfgLexer(String text, Problems problems) {
        this.text = text;
        this.problems = problems;
    }

    Token next() {
        skipSpaceAndComments();
        Position at = here();
        if (atEnd()) {
            return new Token(Kind.END_OF_FILE, "", at);
        }
        return switch (peek()) {
            case '{' -> punctuation(Kind.OPEN, at);
            case '}' -> punctuation(Kind.CLOSE, at);
            case ';' -> punctuation(Kind.SEMICOLON, at);
            case '"', '\'' -> string(at);
            default -> word(at);
        };
    }

    private Token punctuation(Kind kind, Position at) {
        int from = index;
        advance();
        return new Token(kind, text.substring(from, index), at);
    }

    private Token string(Position at) {
        int quote = peek();
        advance();
        int from = index;
        while (!atEnd() && peek() != quote && !atLineEnd()) {
            advance();
        }
        String content = text.substring(from, index);
        if (atEnd() || atLineEnd()) {
            problems.error(at, "this string does not end", "allowed both quotes on one line");
            return new Token(Kind.TEXT, content, at);
        }
        advance();
        if (!atEnd() && continuesText(peek())) {
            problems.error(here(), "no space after a string", QUOTING);
        }
        return new Token(Kind.TEXT, content, at);
    }

    private Token word(Position at) {
        int from = index;
        boolean strange = false;
        while (!atEnd() && !isSpace(peek()) && "{};\"'".indexOf(peek()) < 0) {
            if (!isWord(peek()) && !strange) {
                strange = true;
                String wrong = describe(peek()) + " stands outside quotes";
                problems.error(here(), wrong, "allowed in a string, between quotes");
            }
            advance();
        }
        if (!atEnd() && isQuote(peek())) {
            problems.error(here(), "no space before a string", QUOTING);
        }
        return new Token(Kind.TEXT, text.substring(from, index), at);
    }

    private void skipSpaceAndComments() {
        while (!atEnd()) {
            if (isSpace(peek())) {
                advance();
            } else if (peek() == '#') {
                while (!atEnd() && !atLineEnd()) {
                    advance();
                }
            } else {
                return;
            }
        }
    }

    /** What may not follow a string at once; a comment may. */
    private static boolean continuesText(int c) {
        return isQuote(c) || (isWord(c) && c != '#');
    }

    private static boolean isQuote(int c) {
        return c == '"' || c == '\'';
    }

    private static boolean isSpace(int c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    private static boolean isWord(int c) {
        if (c < 0x80) {
            return Character.isLetterOrDigit(c) || WORD_PUNCTUATION.indexOf(c) >= 0;
        }
        return !Character.isSpaceChar(c) && !Character.isISOControl(c) && !isInvisible(c);
    }

    private static boolean isInvisible(int c) {
        return Character.getType(c) == Character.FORMAT
                || Character.getType(c) == Character.SURROGATE;
    }

    /** Never the character itself when it is visible: it may be one of a password. */
    private static String describe(int c) {
        boolean visible = c > ' ' && c < 0x7F;
        return visible ? "this character" : String.format("the invisible character U+%04X", c);
    }

    private boolean atEnd() {
        return index >= text.length();
    }

    private boolean atLineEnd() {
        return peek() == '\n' || peek() == '\r';
    }

    private int peek() {
        return text.codePointAt(index);
    }

    private Position here() {
        return new Position(line, column);
    }

    private void advance() {
        int c = peek();
        index += Character.charCount(c);
        boolean secondOfPair = c == '\n' && index >= 2 && text.charAt(index - 2) == '\r';
        if (secondOfPair) {
            return;
        }
        if (c == '\n' || c == '\r') {
            line++;
            column = 1;
        } else {
            column++;
        }
    }
}
