package dev.sluice.dispatcher.classify;

import dev.sluice.dispatcher.job.Verdict;
import dev.sluice.dispatcher.normal.NormalText;
import dev.sluice.message.ErrorCode;
import dev.sluice.schemas.lex.Dialect;
import dev.sluice.schemas.lex.Lexer;
import dev.sluice.schemas.lex.TokenKind;

/**
 * Lets a text pass that holds exactly one statement within the limits, and leaves behind what identifies it. Every text of every job
 * comes through here, known or not. Reusable, not thread-safe.
 */
final class Gate {
    private final SqlLimits limits;
    private final NormalText normal = new NormalText();
    private int depth;
    private int tokens;
    private int semicolons;
    private boolean ended;
    private int placeholders;
    private boolean executableComment;
    private boolean readsClock;
    private boolean hidesSemicolon;
    private boolean routine;

    Gate(SqlLimits limits) {
        this.limits = limits;
    }

    /** Passes itself, to be asked about this text. */
    Verdict<Gate> pass(String sql, Dialect dialect) {
        if (sql.length() > limits.maxCharacters()) {
            return Verdict.refuse(
                    ErrorCode.SQL_TOO_LONG,
                    "A statement may be %d characters long, this one is %d."
                            .formatted(limits.maxCharacters(), sql.length()));
        }
        if (sql.indexOf('\0') >= 0) {
            return Verdict.refuse(ErrorCode.INVALID_SQL, "The SQL contains a NUL character; remove it.");
        }
        return read(sql, dialect, false);
    }

    private Verdict<Gate> read(String sql, Dialect dialect, boolean ofRoutine) {
        clear();
        routine = ofRoutine;
        var lexer = new Lexer(sql, dialect);
        TokenKind kind = lexer.next();
        for (; kind != TokenKind.END && kind != TokenKind.BROKEN; kind = lexer.next()) {
            if (kind == TokenKind.SEMICOLON) {
                semicolons++;
                ended = tokens > 0;
                if (!routine) {
                    continue;
                }
            }
            if (ended && !routine) {
                return RoutineBody.holds(sql, dialect) ? read(sql, dialect, true) : several();
            }
            take(kind, sql, lexer, dialect);
            if (tokens > limits.maxTokens() || depth > limits.maxDepth()) {
                return tooMuch();
            }
        }
        return kind == TokenKind.BROKEN ? broken(lexer.start()) : ended(sql, lexer);
    }

    /** What the last text that passed is, whatever its values. */
    NormalText normal() {
        return normal;
    }

    /** Question marks to be bound in the last text. */
    int placeholders() {
        return placeholders;
    }

    /** Whether the last text holds comments that some servers run. */
    boolean executableComment() {
        return executableComment;
    }

    /** Whether every parenthesis of the last text has its other half; no server takes a text where one has not. */
    boolean balanced() {
        return depth == 0;
    }

    /** Whether a semicolon stands inside a literal, a quoted name or a comment of the last text. */
    boolean hidesSemicolon() {
        return hidesSemicolon;
    }

    /** Whether the last text makes a routine, a trigger or a rule with semicolons in its body. */
    boolean routine() {
        return routine;
    }

    static <T> Verdict<T> several() {
        return Verdict.refuse(
                ErrorCode.MULTIPLE_STATEMENTS,
                "The text holds more than one statement; send each as an own element of statements, they run as one"
                        + " transaction.");
    }

    /** Whether a literal of the last text may be the time at which it is read. */
    boolean readsClock() {
        return readsClock;
    }

    private void clear() {
        normal.clear();
        depth = 0;
        tokens = 0;
        semicolons = 0;
        ended = false;
        placeholders = 0;
        readsClock = false;
    }

    private void take(TokenKind kind, String sql, Lexer lexer, Dialect dialect) {
        int start = lexer.start();
        int end = lexer.end();
        tokens++;
        normal.token(kind, sql, lexer);
        switch (kind) {
            case OPEN -> depth++;
            case CLOSE -> depth--;
            case OPERATOR -> depth += brackets(sql.charAt(start));
            case PLACEHOLDER -> placeholders++;
            case LITERAL -> readsClock |= dialect == Dialect.POSTGRESQL && Clock.in(sql, start, end);
            case WORD, QUOTED, COMMA, SEMICOLON, DOT, BROKEN, END -> {}
        }
    }

    private static int brackets(char c) {
        if (c == '[') {
            return 1;
        }
        return c == ']' ? -1 : 0;
    }

    private Verdict<Gate> ended(String sql, Lexer lexer) {
        if (tokens == 0) {
            return Verdict.refuse(
                    ErrorCode.INVALID_SQL, "There is no statement in the text: it is empty or a comment.");
        }
        executableComment = lexer.sawExecutableComment();
        hidesSemicolon =
                sql.indexOf(';') >= 0 && sql.chars().filter(c -> c == ';').count() > semicolons;
        return Verdict.pass(this);
    }

    private static Verdict<Gate> broken(int at) {
        return Verdict.refuse(
                ErrorCode.INVALID_SQL,
                "The quote or comment that starts at character %d never ends.".formatted(at + 1));
    }

    private Verdict<Gate> tooMuch() {
        if (depth > limits.maxDepth()) {
            return Verdict.refuse(
                    ErrorCode.SQL_TOO_DEEP,
                    "Parentheses may be nested %d deep; simplify the statement.".formatted(limits.maxDepth()));
        }
        return Verdict.refuse(
                ErrorCode.SQL_TOO_LONG,
                "A statement may have %d tokens; bind a list or load a table instead.".formatted(limits.maxTokens()));
    }
}
