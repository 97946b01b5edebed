package dev.sluice.dispatcher.line;

import dev.sluice.dispatcher.line.fork.Order;
import dev.sluice.dispatcher.line.fork.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * How far ahead each of several members is that share one thing: start-time fair queueing (Goyal, Vin and Cheng, 1996). A turn moves
 * its member back by what the turn cost; whoever is least far comes next. Absence earns nothing: a member comes in where the last turn
 * began, or further back if it left with turns not paid for. O(log n). Not thread-safe.
 */
final class Turns {
    /** Members that left are forgotten once time has caught up with them; looked for when there are this many. */
    private static final int MANY_GONE = 1_000;

    private final Values<Double> here;
    private final Values<Double> gone;
    private final Order<Turn> order;
    private double now;
    private int lookAtGone = MANY_GONE;

    Turns() {
        this(new Values<>(), new Values<>(), new Order<>());
    }

    private Turns(Values<Double> here, Values<Double> gone, Order<Turn> order) {
        this.here = here;
        this.gone = gone;
        this.order = order;
    }

    Turns fork() {
        var fork = new Turns(here.fork(UnaryOperator.identity()), gone.fork(UnaryOperator.identity()), order.fork());
        fork.now = now;
        return fork;
    }

    private record Turn(double at, String member) implements Comparable<Turn> {
        @Override
        public int compareTo(Turn other) {
            int byTime = Double.compare(at, other.at);
            return byTime != 0 ? byTime : member.compareTo(other.member);
        }
    }

    /** Takes a member in; nothing happens if it is here. */
    void join(String member) {
        if (here.get(member) == null) {
            Double before = gone.remove(member);
            place(member, before == null ? now : Math.max(now, before));
        }
    }

    /** Lets a member go; nothing happens if it is not here. */
    void leave(String member) {
        Double at = here.remove(member);
        if (at == null) {
            return;
        }
        order.remove(new Turn(at, member));
        remember(member, at);
    }

    private void remember(String member, double at) {
        if (at > now) {
            gone.put(member, at);
        } else {
            gone.remove(member);
        }
        Map<String, Double> known = gone.own();
        if (known.size() > lookAtGone) {
            known.values().removeIf(when -> when <= now);
            lookAtGone = Math.max(MANY_GONE, 2 * known.size());
        }
    }

    /** Where the next turn of a member begins; for one that is not here, where it would. */
    double at(String member) {
        Double at = here.get(member);
        if (at != null) {
            return at;
        }
        Double before = gone.get(member);
        return before == null ? now : Math.max(now, before);
    }

    /** So many of those that are here, the least far ahead first. */
    List<String> first(int most) {
        List<String> members = new ArrayList<>(most);
        order.head(most).forEach(turn -> members.add(turn.member()));
        return members;
    }

    /** How much more a member has had than its share. */
    double ahead(String member) {
        return at(member) - now;
    }

    /** A member has a turn, in its place in the order or before it. */
    void taken(String member, double cost) {
        Double at = here.get(member);
        if (at == null) {
            double start = at(member);
            // While nobody waits, time goes with whoever is served, so that use nobody else wanted is not held against
            // it.
            now = order.isEmpty() ? start : now;
            remember(member, start + cost);
            return;
        }
        order.remove(new Turn(at, member));
        Turn first = order.first();
        now = Math.max(now, Math.min(at, first == null ? at : first.at()));
        place(member, at + cost);
    }

    /** A turn cost more or less than it was charged. */
    void settle(String member, double difference) {
        Double at = here.get(member);
        if (at != null) {
            order.remove(new Turn(at, member));
            place(member, Math.max(now, at + difference));
        } else {
            remember(member, at(member) + difference);
        }
    }

    private void place(String member, double at) {
        here.put(member, at);
        order.add(new Turn(at, member));
    }
}
