package dev.sluice.dispatcher.normal;

import dev.sluice.schemas.lex.Characters;
import dev.sluice.schemas.lex.TokenKind;
import java.util.HexFormat;

/**
 * A 64-bit hash of what a statement is, whatever its values: strings, numbers and placeholders count alike, signs before them do
 * not count, a list of them after IN counts as one, unquoted words fold their case, white space and comments vanish. Multiplied and
 * rotated for every few letters, with MurmurHash3's finish. Good for history; not meant to withstand somebody who looks for collisions.
 */
public final class Fingerprint {
    private static final long OFFSET = 0xcbf29ce484222325L;
    /** 2 to the 64 over the golden ratio: odd, and its bits are as mixed as can be. */
    private static final long MULTIPLIER = 0x9e3779b97f4a7c15L;

    private final Vanishing vanishing = new Vanishing();
    private long hash = OFFSET;

    /** Takes the next token of a text. */
    public void token(TokenKind kind, String sql, int start, int end) {
        boolean repeated = vanishing.repeating();
        stays(vanishing.token(kind, sql, start, end));
        switch (kind) {
            case WORD -> word(sql, start, end);
            case QUOTED -> letters(sql, start, end);
            case LITERAL, PLACEHOLDER -> stays(repeated ? 0 : '?');
            default -> stays(vanishing.doubtful() ? 0 : sql.charAt(start));
        }
    }

    /** A fingerprint as a part of another. */
    public void part(String fingerprint) {
        word(fingerprint, 0, fingerprint.length());
    }

    /** Sixteen hex digits, as {@link #value} without a sign. */
    public static String hex(long value) {
        return HexFormat.of().toHexDigits(value);
    }

    /** The hash over everything seen. */
    public long value() {
        stays(vanishing.settled());
        long mixed = hash;
        mixed ^= mixed >>> 33;
        mixed *= 0xff51afd7ed558ccdL;
        mixed ^= mixed >>> 33;
        mixed *= 0xc4ceb9fe1a85ec53L;
        mixed ^= mixed >>> 33;
        return mixed;
    }

    /** A word in small letters, four at a time: most of a statement are words. */
    private void word(String text, int start, int end) {
        int at = start;
        for (; at + 4 <= end; at += 4) {
            mix(letter(text, at)
                    | letter(text, at + 1) << 16
                    | letter(text, at + 2) << 32
                    | letter(text, at + 3) << 48);
        }
        for (; at < end; at++) {
            mix(letter(text, at));
        }
        mix('\0');
    }

    private static long letter(String text, int at) {
        return Characters.lower(text.charAt(at));
    }

    private void letters(String sql, int start, int end) {
        for (int at = start; at < end; at++) {
            mix(sql.charAt(at));
        }
        mix('\0');
    }

    private void stays(int sign) {
        if (sign != 0) {
            mix(sign);
            mix('\0');
        }
    }

    private void mix(long letters) {
        hash = Long.rotateLeft((hash ^ letters) * MULTIPLIER, 29);
    }
}
