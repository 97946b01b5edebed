package dev.sluice.schemas.template;

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
        return new Reading(text, parameters, Quoting.of(engine)).read();
    }

    private static final class Reading {
        private final String text;
        private final List<String> parameters;
        private final Pieces pieces;
        private final StringBuilder sql = new StringBuilder();
        private final List<Integer> order = new ArrayList<>();
        private int questionMarks;
        private boolean named;
        private boolean begun;
        private boolean ended;
        private int copied;

        Reading(String text, List<String> parameters, Quoting quoting) {
            this.text = text;
            this.parameters = parameters;
            this.pieces = new Pieces(text, quoting);
        }

        VariantText read() {
            for (Pieces.Kind kind = pieces.next(); kind != Pieces.Kind.END; kind = pieces.next()) {
                if (kind == Pieces.Kind.SEMICOLON) {
                    ended = begun;
                } else if (ended) {
                    throw bad("it holds more than one statement");
                } else {
                    begun = true;
                    take(kind);
                }
            }
            sql.append(text, copied, text.length());
            check();
            return new VariantText(sql.toString(), order);
        }

        private void take(Pieces.Kind kind) {
            switch (kind) {
                case NAME -> place(pieces.start(), pieces.end());
                case QUESTION_MARK -> order.add(questionMarks++);
                case SEMICOLON, OTHER, END -> {}
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
            if (!begun) {
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
