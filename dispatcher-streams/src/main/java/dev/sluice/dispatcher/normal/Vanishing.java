package dev.sluice.dispatcher.normal;

import dev.sluice.schemas.lex.TokenKind;

/**
 * Which tokens vanish from a statement when only what it is remains: the sign before a number, and every value of a list after IN but
 * the first, with the comma before it. Whether a sign or comma vanishes shows only with the token after it. Reusable, not thread-safe.
 */
final class Vanishing {
    private TokenKind previous = TokenKind.END;
    private boolean previousIn;
    /** A sign that vanishes if a number follows, or a comma that vanishes if both neighbours are values of an IN list; else 0. */
    private char doubted;

    private int depth;
    private int inListDepth = -1;

    void clear() {
        previous = TokenKind.END;
        previousIn = false;
        doubted = 0;
        depth = 0;
        inListDepth = -1;
    }

    /** Takes the next token. Answers the sign or comma before it that stays after all, or 0. */
    char token(TokenKind kind, String sql, int start, int end) {
        char stays = switch (kind) {
            case LITERAL, PLACEHOLDER -> value();
            case WORD, QUOTED -> settled();
            default -> symbol(kind, sql.charAt(start));
        };
        previousIn = kind == TokenKind.WORD && end - start == 2 && in(sql.charAt(start), sql.charAt(start + 1));
        previous = kind;
        return stays;
    }

    /** Whether the last token, a comma or a sign, or the comma before it, vanishes if a value comes next. */
    boolean doubtful() {
        return doubted != 0;
    }

    /** Whether a value that comes next vanishes together with the comma before it. */
    boolean repeating() {
        return doubted == ',';
    }

    /** What is still in doubt at the end stays. */
    char settled() {
        char stays = doubted;
        doubted = 0;
        return stays;
    }

    private static boolean in(char first, char second) {
        return (first == 'i' || first == 'I') && (second == 'n' || second == 'N');
    }

    private char value() {
        doubted = 0;
        return 0;
    }

    private char symbol(TokenKind kind, char c) {
        if ((c == '-' || c == '+') && startsValue()) {
            // "IN (1, -2)": the comma before the sign stays in doubt until the number comes.
            doubted = doubted == ',' ? ',' : c;
            return 0;
        }
        char stays = settled();
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
            doubted = ',';
        }
        return stays;
    }

    private boolean startsValue() {
        return switch (previous) {
            case OPEN, COMMA, OPERATOR -> doubted == 0 || doubted == ',';
            default -> false;
        };
    }

    private boolean endsValue() {
        return previous == TokenKind.LITERAL || previous == TokenKind.PLACEHOLDER;
    }
}
