package dev.sluice.dispatcher.line.fork;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A sorted set of which a fork can be made at no cost: it begins as this one and changes by itself. What is asked of a fork costs as
 * much as was changed in it, however large the original is, which must not change meanwhile. Not thread-safe.
 */
public final class Order<E extends Comparable<E>> {
    private final TreeSet<E> own = new TreeSet<>();
    /** What is left of the original from its beginning on; null if this is no fork. */
    private final @Nullable Iterator<E> rest;

    private final Set<E> removed;
    private @Nullable E nextOfRest;

    public Order() {
        this.rest = null;
        this.removed = Set.of();
    }

    private Order(Iterator<E> rest) {
        this.rest = rest;
        this.removed = new HashSet<>();
        this.nextOfRest = next(rest);
    }

    /** Throws IllegalStateException if this is a fork itself. */
    public Order<E> fork() {
        if (rest != null) {
            throw new IllegalStateException("a fork of a fork is never needed");
        }
        return new Order<>(own.iterator());
    }

    /** Answers false if it was here. */
    public boolean add(E element) {
        return own.add(element);
    }

    /** Answers false if it was not here; a fork takes it for granted that it was. */
    public boolean remove(E element) {
        return own.remove(element) || (rest != null && removed.add(element));
    }

    public boolean isEmpty() {
        return first() == null;
    }

    /** The first element, or null. */
    public @Nullable E first() {
        E mine = own.isEmpty() ? null : own.first();
        if (rest == null) {
            return mine;
        }
        while (nextOfRest != null && removed.remove(nextOfRest)) {
            nextOfRest = next(rest);
        }
        boolean restFirst = nextOfRest != null && (mine == null || nextOfRest.compareTo(mine) < 0);
        return restFirst ? nextOfRest : mine;
    }

    /** The last element, or null. Not to be asked of a fork. */
    public @Nullable E last() {
        return own.isEmpty() ? null : own.last();
    }

    /** So many from the first on. Not to be asked of a fork. */
    public List<E> head(int most) {
        List<E> head = new ArrayList<>(most);
        Iterator<E> elements = own.iterator();
        while (head.size() < most && elements.hasNext()) {
            head.add(elements.next());
        }
        return head;
    }

    private static <E> @Nullable E next(Iterator<E> rest) {
        return rest.hasNext() ? rest.next() : null;
    }
}
