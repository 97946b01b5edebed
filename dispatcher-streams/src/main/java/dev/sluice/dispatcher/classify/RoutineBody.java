package dev.sluice.dispatcher.classify;

import dev.sluice.schemas.lex.Dialect;
import dev.sluice.schemas.lex.Lexer;
import dev.sluice.schemas.lex.TokenKind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;

/**
 * Finds out whether the semicolons of a text all stand inside the body of one CREATE PROCEDURE, FUNCTION, TRIGGER, EVENT or RULE. Where
 * that is doubtful the answer is no. Nothing rests on a yes alone: no driver of these dialects cuts such a text, and their servers take
 * one statement at a time.
 */
final class RoutineBody {
    private static final Set<String> BEFORE_OBJECT = Set.of("or", "replace", "temp", "temporary", "aggregate");
    private static final Set<String> BLOCKS = Set.of("if", "case", "while", "loop", "repeat", "for");
    /** After these words begins a statement of a body. */
    private static final Set<String> STARTS = Set.of(
            "begin",
            "atomic",
            "then",
            "else",
            "do",
            "loop",
            "repeat",
            "row",
            "deterministic",
            "data",
            "sql",
            "invoker",
            "definer");
    /** With one more word these may stand right before the body. */
    private static final Set<String> LAST_BUT_ONE = Set.of("returns", "charset", "set", "collate");

    private final String sql;
    private final Dialect dialect;
    private final Lexer lexer;
    private TokenKind kind = TokenKind.END;
    private String word = "";
    private TokenKind previousKind = TokenKind.END;
    private String previous = "";
    private String beforePrevious = "";
    private boolean colon;
    private boolean label;
    private int parentheses;
    /** Those that are open, innermost first: whether it is an expression, which holds no statements. */
    private final Deque<Boolean> blocks = new ArrayDeque<>();

    private boolean begun;
    private boolean closed;

    private RoutineBody(String sql, Dialect dialect) {
        this.sql = sql;
        this.dialect = dialect;
        this.lexer = new Lexer(sql, dialect);
    }

    /** Whether this text, which has semicolons, is one statement all the same. */
    static boolean holds(String sql, Dialect dialect) {
        return new RoutineBody(sql, dialect).holds();
    }

    private boolean holds() {
        read();
        if (!word.equals("create")) {
            return false;
        }
        String object = object();
        boolean rule = object.equals("rule") && dialect == Dialect.POSTGRESQL;
        return (rule || routine(object)) && (rule ? inParentheses() : inBlocks());
    }

    private boolean routine(String object) {
        return switch (dialect) {
            case SQLITE -> object.equals("trigger");
            case POSTGRESQL -> Set.of("function", "procedure").contains(object);
            case MYSQL, DB2 ->
                Set.of("function", "procedure", "trigger", "event").contains(object);
            case STANDARD -> false;
        };
    }

    /** What is created, past OR REPLACE and DEFINER = 'joe'@'here'. */
    private String object() {
        read();
        while (BEFORE_OBJECT.contains(word)) {
            read();
        }
        if (word.equals("definer") && dialect == Dialect.MYSQL) {
            read();
            do {
                read();
            } while (kind == TokenKind.OPERATOR || kind == TokenKind.OPEN || kind == TokenKind.CLOSE || sign());
        }
        return word;
    }

    /** Belongs to the name of a user: what an @ stands before or after. */
    private boolean sign() {
        boolean name = kind == TokenKind.QUOTED || kind == TokenKind.LITERAL || kind == TokenKind.WORD;
        return name && (previousKind == TokenKind.OPERATOR);
    }

    /** The commands of a rule: no semicolon outside of parentheses but at the end. */
    private boolean inParentheses() {
        while (more()) {
            if (closed && kind != TokenKind.SEMICOLON) {
                return false;
            }
            closed |= kind == TokenKind.SEMICOLON && parentheses <= 0;
        }
        return true;
    }

    private boolean inBlocks() {
        boolean ended = false;
        while (more()) {
            boolean semicolon = kind == TokenKind.SEMICOLON;
            if (ended ? !semicolon : semicolon && !closed && blocks.isEmpty()) {
                return false;
            }
            ended |= semicolon && closed;
            if (kind == TokenKind.WORD && previousKind != TokenKind.DOT && parentheses <= 0) {
                step();
            }
        }
        return closed;
    }

    private void step() {
        switch (dialect) {
            case SQLITE -> {
                begun |= word.equals("begin");
                if (begun && !closed && blocks.isEmpty()) {
                    blocks.push(false);
                }
                close(word.equals("end") && previousKind == TokenKind.SEMICOLON);
            }
            case POSTGRESQL -> {
                boolean opens = begun ? word.equals("case") : word.equals("atomic") && previous.equals("begin");
                count(opens, begun, word.equals("end"));
            }
            case MYSQL, DB2 -> {
                boolean ofEnd = previous.equals("end") && begun;
                boolean block = word.equals("begin") || (BLOCKS.contains(word) && starts());
                boolean expression = !block && begun && word.equals("case");
                count(!ofEnd && (block || expression), expression, word.equals("end"));
            }
            case STANDARD -> {}
        }
    }

    /** Before the body begins, it may follow the parameters or the type of what a function returns. */
    private boolean starts() {
        boolean inExpression = !blocks.isEmpty() && blocks.peek();
        return !inExpression
                && (previousKind == TokenKind.SEMICOLON
                        || STARTS.contains(previous)
                        || label
                        || (!begun && (previousKind == TokenKind.CLOSE || LAST_BUT_ONE.contains(beforePrevious))));
    }

    private void count(boolean opens, boolean expression, boolean ends) {
        begun |= opens;
        if (opens) {
            blocks.push(expression);
        }
        if (ends && begun) {
            blocks.poll();
            close(blocks.isEmpty());
        }
    }

    private void close(boolean now) {
        if (now && begun) {
            closed = true;
            blocks.clear();
        }
    }

    private boolean more() {
        read();
        return kind != TokenKind.END && kind != TokenKind.BROKEN;
    }

    private void read() {
        previousKind = kind;
        beforePrevious = previous;
        previous = word;
        label = colon;
        kind = lexer.next();
        colon = kind == TokenKind.OPERATOR && sql.charAt(lexer.start()) == ':';
        word = kind == TokenKind.WORD
                ? sql.substring(lexer.start(), lexer.end()).toLowerCase(Locale.ROOT)
                : "";
        parentheses += kind == TokenKind.OPEN ? 1 : kind == TokenKind.CLOSE ? -1 : 0;
    }
}
