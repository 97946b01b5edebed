package dev.sluice.schemas.template;

import dev.sluice.schemas.lex.Dialect;
import dev.sluice.schemas.lex.Lexer;
import dev.sluice.schemas.lex.TokenKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The SQL of a template for one engine. Its parameters stand in it as {@code :name}, in any order and as often as needed, or as
 * {@code ?} in the order in which they are declared; what is in strings, comments or casts ({@code ::int}) is none. Values never get
 * into the text: what runs has a question mark in each of these places.
 *
 * @param sql the text to run
 * @param order which declared parameter each question mark is
 */
public record VariantText(String sql, List<Integer> order) {
    public VariantText {
        order = List.copyOf(order);
    }

    /**
     * Reads a text as the engine would; one that nobody here knows, and {@code *} for all, as standard SQL. Throws
     * IllegalArgumentException, saying what is wrong, for a text that does not fit its parameters.
     */
    public static VariantText read(String text, List<String> parameters, String engine) {
        return new Reading(text, parameters, Dialect.of(engine)).read();
    }

    private static final class Reading {
        private final String text;
        private final List<String> parameters;
        private final Lexer lexer;
        private final StringBuilder sql = new StringBuilder();
        private final List<Integer> order = new ArrayList<>();
        private int questionMarks;
        private boolean named;
        private boolean ended;
        private int tokens;
        private int copied;
        /** Where a colon ended that may begin a placeholder, or -1. */
        private int afterColon = -1;
        /** Where the last colon of any kind ended, or -1. */
        private int lastColon = -1;

        Reading(String text, List<String> parameters, Dialect dialect) {
            this.text = text;
            this.parameters = parameters;
            this.lexer = new Lexer(text, dialect);
        }

        VariantText read() {
            for (TokenKind kind = lexer.next(); kind != TokenKind.END; kind = lexer.next()) {
                if (kind == TokenKind.BROKEN) {
                    throw bad("the quote or comment at character " + (lexer.start() + 1) + " never ends");
                }
                if (kind == TokenKind.SEMICOLON) {
                    ended = tokens > 0;
                } else if (ended) {
                    throw bad("it holds more than one statement");
                } else {
                    tokens++;
                    take(kind);
                }
            }
            sql.append(text, copied, text.length());
            check();
            return new VariantText(sql.toString(), order);
        }

        private void take(TokenKind kind) {
            int start = lexer.start();
            boolean placeholder = kind == TokenKind.WORD && afterColon == start;
            if (placeholder) {
                place(start - 1, lexer.end());
            }
            boolean colon = kind == TokenKind.OPERATOR && text.charAt(start) == ':';
            afterColon = colon && lastColon != start ? lexer.end() : -1;
            lastColon = colon ? lexer.end() : -1;
            if (kind == TokenKind.PLACEHOLDER) {
                order.add(questionMarks++);
            }
        }

        private void place(int from, int to) {
            String name = text.substring(from + 1, to);
            int parameter = parameters.indexOf(name);
            if (parameter < 0) {
                throw bad(":" + name + " is no parameter of it");
            }
            named = true;
            order.add(parameter);
            sql.append(text, copied, from).append('?');
            // Two question marks in a row would be an operator to PostgreSQL.
            if (to < text.length() && (text.charAt(to) == ':' || text.charAt(to) == '?')) {
                sql.append(' ');
            }
            copied = to;
        }

        private void check() {
            if (tokens == 0) {
                throw bad("it holds no statement");
            }
            if (named && questionMarks > 0) {
                throw bad("it has both :name and ?; use one of the two");
            }
            if (!named && questionMarks != parameters.size()) {
                throw bad("it has " + questionMarks + " question marks for " + parameters.size() + " parameters");
            }
            Set<String> unused = new LinkedHashSet<>(parameters);
            order.forEach(used -> unused.remove(parameters.get(used)));
            if (!unused.isEmpty()) {
                throw bad("it does not use the parameters " + String.join(", ", unused));
            }
        }

        private static IllegalArgumentException bad(String why) {
            return new IllegalArgumentException(why);
        }
    }
}
