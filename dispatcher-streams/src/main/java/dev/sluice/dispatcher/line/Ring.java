package dev.sluice.dispatcher.line;

import dev.sluice.dispatcher.line.fork.Order;
import dev.sluice.dispatcher.line.fork.Values;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Members that have something ready, in the order in which they are served: the most urgent first, then by turn. Not thread-safe. */
final class Ring {
    static final long NOT_URGENT = Long.MAX_VALUE;

    private final Values<Seat> seats;
    private final Order<Seat> order;

    Ring() {
        this(new Values<>(), new Order<>());
    }

    private Ring(Values<Seat> seats, Order<Seat> order) {
        this.seats = seats;
        this.order = order;
    }

    Ring fork() {
        return new Ring(seats.fork(UnaryOperator.identity()), order.fork());
    }

    /** A member's place; urgency in milliseconds of its nearest deadline. */
    record Seat(long urgency, double turn, String member) implements Comparable<Seat> {
        @Override
        public int compareTo(Seat other) {
            int byUrgency = Long.compare(urgency, other.urgency);
            int byTurn = byUrgency != 0 ? byUrgency : Double.compare(turn, other.turn);
            return byTurn != 0 ? byTurn : member.compareTo(other.member);
        }
    }

    void put(String member, long urgency, double turn) {
        var seat = new Seat(urgency, turn, member);
        Seat before = seats.put(member, seat);
        if (seat.equals(before)) {
            return;
        }
        if (before != null) {
            order.remove(before);
        }
        order.add(seat);
    }

    void remove(String member) {
        Seat seat = seats.remove(member);
        if (seat != null) {
            order.remove(seat);
        }
    }

    @Nullable
    Seat first() {
        return order.first();
    }
}
