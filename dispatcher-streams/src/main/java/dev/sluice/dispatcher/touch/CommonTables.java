package dev.sluice.dispatcher.touch;

import dev.sluice.schemas.lex.Keyword;
import dev.sluice.schemas.lex.TokenKind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names that WITH gives to queries, as far as they reach: from the end of their own text (with RECURSIVE, from its beginning) to
 * the end of the parentheses that the WITH stands in. Elsewhere the same name is a table's.
 */
final class CommonTables {
    private enum State {
        NAME,
        AFTER_NAME,
        BODY,
        IN_BODY,
        AFTER_BODY,
        DONE
    }

    private static final class Scope {
        private final int depth;
        private final Set<String> names = new HashSet<>();
        private State state = State.NAME;
        private boolean recursive;
        private String current = "";

        Scope(int depth) {
            this.depth = depth;
        }
    }

    private final Deque<Scope> scopes = new ArrayDeque<>();
    /** How many scopes give each name: there can be as many scopes as words, and they are asked for every table. */
    private final Map<String, Integer> visible = new HashMap<>();

    /** Names of queries that are being read, where those can name themselves without RECURSIVE. */
    private final Map<String, Integer> selfNaming = new HashMap<>();

    private final boolean recursiveAnyway;
    private boolean recursive;
    private int count;

    CommonTables(boolean recursiveAnyway) {
        this.recursiveAnyway = recursiveAnyway;
    }

    /** All names given so far. */
    int count() {
        return count;
    }

    /** Whether a query has named itself without RECURSIVE. */
    boolean recursive() {
        return recursive;
    }

    /** Whether this name, without a schema, is one of a WITH here. */
    boolean hides(String name) {
        recursive |= selfNaming.containsKey(name);
        return visible.containsKey(name) || selfNaming.containsKey(name);
    }

    /** Whether the next word may be a name that a WITH gives. */
    boolean naming(int depth) {
        Scope scope = scopes.peek();
        return scope != null && scope.depth == depth && scope.state == State.NAME;
    }

    void named(String name) {
        Scope scope = scopes.element();
        scope.current = name;
        scope.state = State.AFTER_NAME;
    }

    /** Every token but those told to {@link #named}; depth is that outside of a parenthesis which opens or closes. */
    void token(TokenKind kind, @Nullable Keyword keyword, int depth) {
        while (!scopes.isEmpty() && kind == TokenKind.CLOSE && scopes.element().depth > depth) {
            leave(scopes.pop());
        }
        Scope scope = scopes.peek();
        if (scope != null && scope.depth == depth) {
            step(scope, kind, keyword);
        }
        if (keyword == Keyword.WITH) {
            scopes.push(new Scope(depth));
        }
    }

    private void step(Scope scope, TokenKind kind, @Nullable Keyword keyword) {
        switch (scope.state) {
            case NAME -> {
                scope.recursive |= keyword == Keyword.RECURSIVE;
                scope.state = keyword == Keyword.RECURSIVE ? State.NAME : State.DONE;
            }
            case AFTER_NAME -> {
                if (kind != TokenKind.OPEN && kind != TokenKind.CLOSE) {
                    scope.state = keyword == Keyword.AS ? State.BODY : State.DONE;
                }
            }
            case BODY -> body(scope, kind, keyword);
            case IN_BODY -> {
                less(selfNaming, scope.current);
                show(scope);
                scope.state = State.AFTER_BODY;
            }
            case AFTER_BODY -> scope.state = kind == TokenKind.COMMA ? State.NAME : State.DONE;
            case DONE -> {}
        }
    }

    private void body(Scope scope, TokenKind kind, @Nullable Keyword keyword) {
        if (kind == TokenKind.OPEN) {
            scope.state = State.IN_BODY;
            count++;
            if (scope.recursive) {
                show(scope);
            } else if (recursiveAnyway) {
                selfNaming.merge(scope.current, 1, Integer::sum);
            }
        } else if (keyword != Keyword.NOT && keyword != Keyword.MATERIALIZED) {
            scope.state = State.DONE;
        }
    }

    private void show(Scope scope) {
        if (scope.names.add(scope.current)) {
            visible.merge(scope.current, 1, Integer::sum);
        }
    }

    private void leave(Scope scope) {
        scope.names.forEach(name -> less(visible, name));
    }

    private static void less(Map<String, Integer> counts, String name) {
        counts.computeIfPresent(name, (same, scopes) -> scopes == 1 ? null : scopes - 1);
    }
}
