package dev.sluice.dispatcher.classify;

import dev.sluice.dispatcher.lex.Keyword;
import dev.sluice.dispatcher.lex.TokenKind;
import java.util.HexFormat;

/**
 * A 64-bit hash of what a statement is, whatever its values: strings, numbers and placeholders count alike, signs before them do
 * not count, a list of them after IN counts as one, unquoted words fold their case, white space and comments vanish. Multiplied and
 * rotated for every few letters, with MurmurHash3's finish. Good for history; not meant to withstand somebody who looks for collisions.
 */
final class Fingerprint {
    private static final long OFFSET = 0xcbf29ce484222325L;
    /** 2 to the 64 over the golden ratio: odd, and its bits are as mixed as can be. */
    private static final long MULTIPLIER = 0x9e3779b97f4a7c15L;

    private long hash = OFFSET;
    private TokenKind previous = TokenKind.END;
    private boolean previousIn;
    /** A sign that vanishes if a number follows, or a comma that vanishes if both neighbours are values of an IN list. */
    private char pending;

    private int depth;
    private int inListDepth = -1;

    void token(TokenKind kind, String sql, int start, int end) {
        switch (kind) {
            case WORD -> word();
            case QUOTED -> quoted(sql, start, end);
            case LITERAL, PLACEHOLDER -> literal();
            default -> symbol(kind, sql.charAt(start));
        }
        previousIn = kind == TokenKind.WORD && end - start == 2 && Keyword.of(sql, start, end) == Keyword.IN;
        previous = kind;
    }

    /** Whether the last tokens, a comma or signs, will vanish if a value comes next. */
    boolean doubtful() {
        return pending != 0;
    }

    /** Whether a value that comes next vanishes together with the comma before it. */
    boolean repeating() {
        return pending == ',';
    }

    /** Sixteen hex digits, as {@link #value} without a sign. */
    static String hex(long value) {
        return HexFormat.of().toHexDigits(value);
    }

    /** The hash over everything seen so far. */
    long value() {
        flush();
        long mixed = hash;
        mixed ^= mixed >>> 33;
        mixed *= 0xff51afd7ed558ccdL;
        mixed ^= mixed >>> 33;
        mixed *= 0xc4ceb9fe1a85ec53L;
        mixed ^= mixed >>> 33;
        return mixed;
    }

    /** The letters of a word have to be told besides, see {@link #letters}. */
    private void word() {
        flush();
    }

    /** A word in small letters, after its token. Four letters at a time: most of a statement are words. */
    void letters(char[] text, int start, int end) {
        int at = start;
        for (; at + 4 <= end; at += 4) {
            mix(text[at] | (long) text[at + 1] << 16 | (long) text[at + 2] << 32 | (long) text[at + 3] << 48);
        }
        for (; at < end; at++) {
            mix(text[at]);
        }
        mix('\0');
    }

    private void quoted(String sql, int start, int end) {
        flush();
        for (int at = start; at < end; at++) {
            mix(sql.charAt(at));
        }
        mix('\0');
    }

    private void literal() {
        boolean repeats = pending == ',';
        pending = 0;
        if (!repeats) {
            mix('?');
            mix('\0');
        }
    }

    private void symbol(TokenKind kind, char c) {
        boolean sign = (c == '-' || c == '+') && startsValue();
        if (sign) {
            // "IN (1, -2)": the comma before the sign stays in doubt until the number comes.
            pending = pending == ',' ? ',' : c;
            return;
        }
        flush();
        if (kind == TokenKind.OPEN) {
            depth++;
            if (previousIn && inListDepth < 0) {
                inListDepth = depth;
            }
        } else if (kind == TokenKind.CLOSE) {
            if (depth == inListDepth) {
                inListDepth = -1;
            }
            depth--;
        } else if (kind == TokenKind.COMMA && depth == inListDepth && endsValue()) {
            pending = ',';
            return;
        }
        mix(c);
        mix('\0');
    }

    private boolean startsValue() {
        return switch (previous) {
            case OPEN, COMMA, OPERATOR -> pending == 0 || pending == ',';
            default -> false;
        };
    }

    private boolean endsValue() {
        return previous == TokenKind.LITERAL || previous == TokenKind.PLACEHOLDER;
    }

    private void flush() {
        if (pending != 0) {
            mix(pending);
            mix('\0');
            pending = 0;
        }
    }

    private void mix(long letters) {
        hash = Long.rotateLeft((hash ^ letters) * MULTIPLIER, 29);
    }
}
