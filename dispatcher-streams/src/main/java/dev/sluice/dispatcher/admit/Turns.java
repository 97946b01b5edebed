package dev.sluice.dispatcher.admit;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Whose turn it is among several that share one thing: start-time fair queueing (Goyal, Vin and Cheng, 1996). A turn moves its member
 * back by what the turn cost; whoever is furthest ahead comes next, and between equals the smaller one. Absence earns nothing: a member
 * comes in where the last turn began, or further back if it left with turns not paid for. O(log n). Not thread-safe.
 */
final class Turns<M extends Comparable<M>> {
    /** Members that left are forgotten once time has caught up with them; looked for when there are this many. */
    private static final int MANY_GONE = 1_000;

    private final Map<M, Double> here = new HashMap<>();
    private final Map<M, Double> gone = new HashMap<>();
    private final TreeSet<Turn<M>> order = new TreeSet<>();
    private double now;

    private record Turn<M extends Comparable<M>>(double at, M member) implements Comparable<Turn<M>> {
        @Override
        public int compareTo(Turn<M> other) {
            int byTime = Double.compare(at, other.at);
            return byTime != 0 ? byTime : member.compareTo(other.member);
        }
    }

    /** Takes a member in; nothing happens if it is here. */
    void join(M member) {
        if (!here.containsKey(member)) {
            Double before = gone.remove(member);
            place(member, before == null ? now : Math.max(now, before));
        }
    }

    /** Lets a member go; nothing happens if it is not here. */
    void leave(M member) {
        Double at = here.remove(member);
        if (at == null) {
            return;
        }
        order.remove(new Turn<>(at, member));
        if (at > now) {
            gone.put(member, at);
        }
        if (gone.size() > MANY_GONE) {
            gone.values().removeIf(when -> when <= now);
        }
    }

    Optional<M> first() {
        return order.isEmpty() ? Optional.empty() : Optional.of(order.first().member());
    }

    /** A member has had a turn, in its place in the order or before it. */
    void taken(M member, double cost) {
        Double at = here.get(member);
        if (at != null) {
            order.remove(new Turn<>(at, member));
            now = Math.max(
                    now, Math.min(at, order.isEmpty() ? at : order.first().at()));
            place(member, at + cost);
        }
    }

    private void place(M member, double at) {
        here.put(member, at);
        order.add(new Turn<>(at, member));
    }
}
