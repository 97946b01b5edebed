package dev.sluice.dispatcher.classify;

import dev.sluice.dispatcher.job.Verdict;
import dev.sluice.dispatcher.lex.Dialect;
import dev.sluice.dispatcher.lex.Keyword;
import dev.sluice.dispatcher.lex.Lexer;
import dev.sluice.dispatcher.lex.TokenKind;
import dev.sluice.dispatcher.touch.NamesInPlace;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.StatementKind;

/** Reads one text that must hold exactly one statement: the gate and the analysis in one pass. */
final class ReadStatement {
    private final String sql;
    private final SqlLimits limits;
    private final Lexer lexer;
    private final Shape shape = new Shape();
    private final Fingerprint fingerprint = new Fingerprint();
    private final NamesInPlace names;
    private int depth;
    private int tokens;
    private int placeholders;
    private boolean ended;
    private int nameStart = -1;
    private int nameEnd = -1;

    private ReadStatement(String sql, Dialect dialect, SqlLimits limits) {
        this.sql = sql;
        this.limits = limits;
        this.lexer = new Lexer(sql, dialect);
        this.names = new NamesInPlace(sql, dialect);
    }

    static Verdict<Analysis> read(String sql, Dialect dialect, SqlLimits limits) {
        if (sql.length() > limits.maxCharacters()) {
            return Verdict.refuse(
                    ErrorCode.SQL_TOO_LONG,
                    "A statement may be %d characters long, this one is %d."
                            .formatted(limits.maxCharacters(), sql.length()));
        }
        if (sql.indexOf('\0') >= 0) {
            return Verdict.refuse(ErrorCode.INVALID_SQL, "The SQL contains a NUL character; remove it.");
        }
        return new ReadStatement(sql, dialect, limits).read();
    }

    private Verdict<Analysis> read() {
        while (true) {
            TokenKind kind = lexer.next();
            if (kind == TokenKind.END) {
                return finish();
            }
            if (kind == TokenKind.BROKEN) {
                return Verdict.refuse(
                        ErrorCode.INVALID_SQL,
                        "The quote or comment that starts at character %d never ends.".formatted(lexer.start() + 1));
            }
            if (kind == TokenKind.SEMICOLON) {
                ended = tokens > 0;
                continue;
            }
            if (ended) {
                return Verdict.refuse(
                        ErrorCode.MULTIPLE_STATEMENTS,
                        "The text holds more than one statement; send each as an own element of statements, they run as one"
                                + " transaction.");
            }
            tokens++;
            take(kind);
            if (tokens > limits.maxTokens() || depth > limits.maxDepth()) {
                return tooMuch();
            }
        }
    }

    private Verdict<Analysis> tooMuch() {
        if (depth > limits.maxDepth()) {
            return Verdict.refuse(
                    ErrorCode.SQL_TOO_DEEP,
                    "Parentheses may be nested %d deep; simplify the statement.".formatted(limits.maxDepth()));
        }
        return Verdict.refuse(
                ErrorCode.SQL_TOO_LONG,
                "A statement may have %d tokens; bind a list or load a table instead.".formatted(limits.maxTokens()));
    }

    private void take(TokenKind kind) {
        int start = lexer.start();
        int end = lexer.end();
        fingerprint.token(kind, sql, start, end);
        names.token(kind, start, end);
        switch (kind) {
            case WORD -> shape.word(Keyword.of(sql, start, end), sql, start, end);
            case OPEN -> open();
            case CLOSE -> {
                depth--;
                shape.close();
            }
            case COMMA -> shape.comma();
            case DOT -> shape.dot();
            case PLACEHOLDER -> {
                placeholders++;
                shape.other();
            }
            case OPERATOR -> operator(sql.charAt(start));
            case QUOTED, LITERAL, SEMICOLON, BROKEN, END -> shape.other();
        }
        boolean names = kind == TokenKind.WORD || kind == TokenKind.QUOTED;
        nameStart = kind == TokenKind.QUOTED ? start + 1 : start;
        nameEnd = !names ? -1 : kind == TokenKind.QUOTED ? end - 1 : end;
    }

    private void open() {
        depth++;
        if (nameEnd > nameStart) {
            shape.function(sql.substring(nameStart, nameEnd));
        }
        shape.open();
    }

    private void operator(char c) {
        if (c == '=') {
            shape.equalsSign();
        } else {
            shape.other();
        }
    }

    private Verdict<Analysis> finish() {
        if (tokens == 0) {
            return Verdict.refuse(
                    ErrorCode.INVALID_SQL, "There is no statement in the text: it is empty or a comment.");
        }
        if (lexer.sawExecutableComment()) {
            // The server's version decides whether it is code: the heavier reading counts.
            shape.changesData = true;
        }
        StatementKind kind = Kinds.kind(shape);
        var statementClass = Kinds.statementClass(kind, shape);
        return Verdict.pass(new Analysis(
                kind,
                statementClass,
                Weight.complexity(shape),
                fingerprint.hex(),
                placeholders,
                Weight.points(shape, kind, statementClass),
                names.touched()));
    }
}
