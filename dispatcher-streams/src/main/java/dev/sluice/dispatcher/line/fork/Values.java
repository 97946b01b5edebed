package dev.sluice.dispatcher.line.fork;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Values by name, of which a fork can be made at no cost, as of {@link Order}. Not thread-safe. */
public final class Values<V> {
    private final Map<String, V> own = new HashMap<>();
    /** What this is a fork of, or null. */
    private final @Nullable Values<V> original;

    private final UnaryOperator<V> forked;
    private final Set<String> removed;

    public Values() {
        this.original = null;
        this.forked = UnaryOperator.identity();
        this.removed = Set.of();
    }

    private Values(Values<V> original, UnaryOperator<V> forked) {
        this.original = original;
        this.forked = forked;
        this.removed = new HashSet<>();
    }

    /** {@code forkedValue} makes a fork of a value when it is first asked for. */
    public Values<V> fork(UnaryOperator<V> forkedValue) {
        return new Values<>(this, forkedValue);
    }

    public @Nullable V get(String name) {
        V value = own.get(name);
        V first = value == null && original != null && !removed.contains(name) ? original.get(name) : null;
        if (first == null) {
            return value;
        }
        V fork = forked.apply(first);
        own.put(name, fork);
        return fork;
    }

    /** Puts a value in place of the one it answers. */
    public @Nullable V put(String name, V value) {
        V before = get(name);
        own.put(name, value);
        return before;
    }

    /** Takes a value away and answers it. */
    public @Nullable V remove(String name) {
        V before = get(name);
        own.remove(name);
        if (original != null) {
            removed.add(name);
        }
        return before;
    }

    /** Those that were put here or asked for; of a fork only those. */
    public Map<String, V> own() {
        return own;
    }
}
