package dev.sluice.dispatcher.classify;

import dev.sluice.dispatcher.normal.Fingerprint;
import dev.sluice.dispatcher.touch.NamesInPlace;
import dev.sluice.message.StatementKind;
import dev.sluice.schemas.lex.Dialect;
import dev.sluice.schemas.lex.Keyword;
import dev.sluice.schemas.lex.Lexer;
import dev.sluice.schemas.lex.TokenKind;

/** The analysis by tokens alone of one statement that has passed the gate. */
final class ReadStatement {
    private final String sql;
    private final Lexer lexer;
    private final Shape shape;
    private final NamesInPlace names;
    private final Fingerprint fingerprint = new Fingerprint();
    private int nameStart = -1;
    private int nameEnd = -1;

    private ReadStatement(String sql, Dialect dialect) {
        this.sql = sql;
        this.shape = new Shape(dialect);
        this.lexer = new Lexer(sql, dialect);
        this.names = new NamesInPlace(sql, dialect);
    }

    /** Reads what {@code gate} has just let pass. */
    static Analysis read(String sql, Dialect dialect, Gate gate) {
        return new ReadStatement(sql, dialect).read(gate);
    }

    private Analysis read(Gate gate) {
        for (TokenKind kind = lexer.next(); kind != TokenKind.END; kind = lexer.next()) {
            if (kind != TokenKind.SEMICOLON || gate.routine()) {
                take(kind);
            }
        }
        if (gate.executableComment()) {
            // The server's version decides whether it is code: the heavier reading counts.
            shape.changesData = true;
        }
        var touched = names.touched();
        shape.commonTables = names.commonTables();
        shape.recursive |= names.recursive();
        StatementKind kind = Kinds.kind(shape);
        var statementClass = Kinds.statementClass(kind, shape);
        var structure = shape.structure();
        return new Analysis(
                kind,
                statementClass,
                Weight.complexity(structure),
                Fingerprint.hex(fingerprint.value()),
                Weight.points(shape, kind, statementClass),
                touched,
                structure);
    }

    private void take(TokenKind kind) {
        int start = lexer.start();
        int end = lexer.end();
        fingerprint.token(kind, sql, start, end);
        names.token(kind, start, end);
        switch (kind) {
            case WORD -> shape.word(Keyword.of(sql, start, end), sql, start, end);
            case OPEN -> open();
            case CLOSE -> shape.close();
            case COMMA -> shape.comma();
            case DOT -> shape.dot();
            case OPERATOR -> operator(sql.charAt(start));
            case QUOTED -> shape.quoted();
            case LITERAL, PLACEHOLDER, SEMICOLON, BROKEN, END -> shape.other();
        }
        boolean named = kind == TokenKind.WORD || kind == TokenKind.QUOTED;
        nameStart = kind == TokenKind.QUOTED ? start + 1 : start;
        nameEnd = !named ? -1 : kind == TokenKind.QUOTED ? end - 1 : end;
    }

    private void open() {
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
}
