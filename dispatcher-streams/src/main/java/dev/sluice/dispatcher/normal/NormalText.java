package dev.sluice.dispatcher.normal;

import dev.sluice.schemas.lex.Lexer;
import dev.sluice.schemas.lex.TokenKind;
import java.util.Arrays;

/**
 * A statement rewritten from its tokens so that only what it is remains: words in small letters, one stand-in for every number and one
 * for every string, no comments, one space between tokens. Lists after IN hold one value. Two statements of one dialect with the same
 * normal text have the same analysis, except for their number of placeholders: that makes it a key that nobody can forge. It is still
 * SQL, so it is also what parsers get to read: what is inside a literal or a comment never reaches them. Reusable, not thread-safe.
 */
public final class NormalText {
    private static final int KEPT = 64 * 1024;
    /** The place before it is for whoever makes a key of it. */
    private static final int FIRST = 1;

    private static final int LONGEST_STAND_IN = 3;

    private final Vanishing vanishing = new Vanishing();
    private char[] text = new char[1024];
    private int length = FIRST;
    /** Where the comma or sign begins that vanishes if a value follows. */
    private int mark;

    private int tokens;
    private int tokensAtMark;
    private TokenKind previous = TokenKind.END;
    private int previousEnd;
    private char previousSign;

    /** Forgets the text before. */
    public void clear() {
        if (text.length > KEPT) {
            text = new char[KEPT];
        }
        length = FIRST;
        tokens = 0;
        vanishing.clear();
        previous = TokenKind.END;
    }

    /** Takes the token that {@code lexer} has just read of this text. */
    public void token(TokenKind kind, String sql, Lexer lexer) {
        int start = lexer.start();
        int end = lexer.end();
        boolean value = kind == TokenKind.LITERAL || kind == TokenKind.PLACEHOLDER;
        boolean doubtful = vanishing.doubtful();
        boolean repeated = value && vanishing.repeating();
        vanishing.token(kind, sql, start, end);
        if (doubtful && value) {
            length = mark;
            tokens = tokensAtMark;
        } else if (!doubtful && vanishing.doubtful()) {
            mark = length;
            tokensAtMark = tokens;
        }
        if (!repeated) {
            tokens++;
            write(kind, sql, lexer);
        }
        previous = kind;
        previousEnd = end;
        previousSign = kind == TokenKind.OPERATOR ? sql.charAt(start) : 0;
    }

    /** Characters. */
    public int length() {
        return length - FIRST;
    }

    /** How many tokens this text has; the statement itself may have more. */
    public int tokens() {
        return tokens;
    }

    /** It as a string behind this letter. */
    public String after(char first) {
        text[0] = first;
        return new String(text, 0, length);
    }

    @Override
    public String toString() {
        return new String(text, FIRST, length - FIRST);
    }

    private void write(TokenKind kind, String sql, Lexer lexer) {
        int start = lexer.start();
        int end = lexer.end();
        room(kind == TokenKind.LITERAL ? LONGEST_STAND_IN : end - start);
        if (length > FIRST && separate(kind, sql, start)) {
            text[length++] = ' ';
        }
        switch (kind) {
            case WORD -> {
                lexer.small(text, length);
                length += end - start;
            }
            case LITERAL -> literal(sql.charAt(end - 1));
            case PLACEHOLDER -> text[length++] = '?';
            case OPEN, CLOSE, COMMA, DOT -> text[length++] = sql.charAt(start);
            case QUOTED, SEMICOLON, OPERATOR, BROKEN, END -> verbatim(sql, start, end);
        }
    }

    /** Operators of several characters, {@code $1}, {@code @a}, {@code :b} and {@code a.b} stay together; two minus signs never do. */
    private boolean separate(TokenKind kind, String sql, int start) {
        if (kind == TokenKind.DOT || previous == TokenKind.DOT) {
            return false;
        }
        boolean adjacent = start == previousEnd && previous == TokenKind.OPERATOR;
        if (!adjacent) {
            return true;
        }
        if (kind == TokenKind.OPERATOR) {
            return previousSign == '-' && sql.charAt(start) == '-';
        }
        boolean prefix = previousSign == '$' || previousSign == '@' || previousSign == ':';
        return !prefix;
    }

    private void literal(char last) {
        boolean string = last == '\'' || last == '"' || last == '$';
        if (string) {
            text[length++] = '\'';
            text[length++] = '1';
            text[length++] = '\'';
        } else {
            text[length++] = '1';
        }
    }

    private void verbatim(String sql, int start, int end) {
        sql.getChars(start, end, text, length);
        length += end - start;
    }

    /** Room for a token and the space before it. */
    private void room(int token) {
        int needed = length + token + 1;
        if (needed > text.length) {
            text = Arrays.copyOf(text, Math.max(2 * text.length, needed));
        }
    }
}
