package dev.sluice.dispatcher.policy;

import dev.sluice.schemas.catalog.NamePattern;
import java.util.List;
import java.util.Locale;

/**
 * Functions by pattern. Case never counts. A pattern without a schema means functions of that name in every schema.
 *
 * <p>A call without a schema may reach any schema: a denial with one refuses it too, a permission with one does not cover it.
 */
public final class FunctionPatterns {
    private final List<NamePattern> patterns;

    public FunctionPatterns(List<String> patterns) {
        this.patterns = patterns.stream()
                .map(pattern -> new NamePattern(pattern.toLowerCase(Locale.ROOT)))
                .toList();
    }

    /** Whether a permission covers a call of this function. */
    public boolean allow(String function) {
        return matches(function, false);
    }

    /** Whether a denial may mean a call of this function. */
    boolean deny(String function) {
        return matches(function, true);
    }

    private boolean matches(String function, boolean schemaMayBeAny) {
        if (patterns.isEmpty()) {
            return false;
        }
        String whole = bare(function);
        String last = last(function);
        for (NamePattern pattern : patterns) {
            int dot = pattern.text().lastIndexOf('.');
            boolean matched = dot < 0 ? pattern.matches(last) : pattern.matches(whole);
            boolean unqualified = dot >= 0 && schemaMayBeAny && whole.equals(last);
            if (matched || (unqualified && new NamePattern(pattern.text().substring(dot + 1)).matches(last))) {
                return true;
            }
        }
        return false;
    }

    /** The name without its schema, quotes and case. */
    static String last(String function) {
        return bare(ObjectSpace.parts(function).getLast());
    }

    private static String bare(String name) {
        return name.replace("\"", "").toLowerCase(Locale.ROOT);
    }
}
