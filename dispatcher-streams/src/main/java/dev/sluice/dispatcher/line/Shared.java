package dev.sluice.dispatcher.line;

import dev.sluice.dispatcher.line.fork.Values;
import dev.sluice.message.StatementClass;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A part that its members share in turns. One count of turns for all statement classes, so that nobody gains by using several; one ring
 * for each class, so that a class that may not run now is passed over without looking at its jobs. A member that is held is in no ring.
 */
final class Shared<P extends Part> implements Part {
    /** A deadline goes before the order of turns only for a member that is not further ahead than this, in predicted milliseconds. */
    private static final double CREDIT = 10_000;
    /** Members looked at to guess what all of them do. */
    private static final int SAMPLE = 8;

    private final Function<Scheduled, String> memberOf;
    private final Function<String, P> fresh;
    private final Predicate<String> held;
    private final Turns turns;
    private final Values<P> parts;
    private final Map<StatementClass, Ring> rings = new EnumMap<>(StatementClass.class);
    private int members;
    private int size;
    private double millis;

    Shared(Function<Scheduled, String> memberOf, Function<String, P> fresh, Predicate<String> held) {
        this(memberOf, fresh, held, new Turns(), new Values<>());
    }

    private Shared(
            Function<Scheduled, String> memberOf,
            Function<String, P> fresh,
            Predicate<String> held,
            Turns turns,
            Values<P> parts) {
        this.memberOf = memberOf;
        this.fresh = fresh;
        this.held = held;
        this.turns = turns;
        this.parts = parts;
    }

    /** What is done to it does nothing here; {@code forked} makes the fork of a member's part, when it is first needed. */
    Shared<P> fork(UnaryOperator<P> forked) {
        var fork = new Shared<P>(memberOf, fresh, held, turns.fork(), parts.fork(forked));
        rings.forEach((statementClass, ring) -> fork.rings.put(statementClass, ring.fork()));
        fork.members = members;
        fork.size = size;
        fork.millis = millis;
        return fork;
    }

    @Override
    public boolean add(Scheduled job) {
        String member = memberOf.apply(job);
        P part = parts.get(member);
        if (part == null) {
            part = fresh.apply(member);
            parts.put(member, part);
            members++;
        }
        boolean added = part.add(job);
        if (added) {
            size++;
            millis += job.demand().cost();
        }
        if (!held.test(member)) {
            turns.join(member);
        }
        seat(member, job.statementClass());
        return added;
    }

    @Override
    public boolean remove(Scheduled job) {
        String member = memberOf.apply(job);
        P part = parts.get(member);
        if (part == null || !part.remove(job)) {
            return false;
        }
        size--;
        millis = size == 0 ? 0 : millis - job.demand().cost();
        seat(member, job.statementClass());
        if (part.empty()) {
            parts.remove(member);
            members--;
            turns.leave(member);
        }
        return true;
    }

    @Override
    public @Nullable Scheduled first(StatementClass statementClass) {
        Ring.Seat seat = firstSeat(statementClass);
        P part = seat == null ? null : parts.get(seat.member());
        return part == null ? null : part.first(statementClass);
    }

    @Override
    public @Nullable Long urgency(StatementClass statementClass) {
        Ring.Seat seat = firstSeat(statementClass);
        return seat == null ? null : seat.urgency();
    }

    /** The seat of the member that is next among those with jobs of this class. */
    Ring.@Nullable Seat firstSeat(StatementClass statementClass) {
        Ring ring = rings.get(statementClass);
        if (ring == null) {
            return null;
        }
        Ring.Seat seat = ring.first();
        while (seat != null && seat.urgency() != Ring.NOT_URGENT && turns.ahead(seat.member()) > CREDIT) {
            ring.put(seat.member(), Ring.NOT_URGENT, seat.turn());
            seat = ring.first();
        }
        return seat;
    }

    @Override
    public void charge(Scheduled job, double cost) {
        String member = memberOf.apply(job);
        turns.taken(member, cost);
        P part = parts.get(member);
        if (part != null) {
            part.charge(job, cost);
        }
        seatEverywhere(member);
    }

    @Override
    public void settle(Scheduled job, double difference) {
        String member = memberOf.apply(job);
        turns.settle(member, difference);
        P part = parts.get(member);
        if (part != null) {
            part.settle(job, difference);
        }
        seatEverywhere(member);
    }

    /** Looks again at a member that is held from now on, or no more, or whose part has changed. */
    void seatEverywhere(String member) {
        if (held.test(member)) {
            turns.leave(member);
        } else if (parts.get(member) != null) {
            turns.join(member);
        }
        rings.keySet().forEach(statementClass -> seat(member, statementClass));
    }

    /** Looks again at every member. */
    void seatAll() {
        List.copyOf(parts.own().keySet()).forEach(this::seatEverywhere);
    }

    @Nullable
    P part(String member) {
        return parts.get(member);
    }

    @Override
    public boolean empty() {
        return size == 0;
    }

    @Override
    public Load load() {
        return new Load(size, Math.max(0, millis));
    }

    /** Whoever began further back does as much as takes it there; guessed by those least far ahead where there are many. */
    @Override
    public Load before(Scheduled job) {
        String member = memberOf.apply(job);
        P part = parts.get(member);
        Load own = part == null ? Load.NONE : part.before(job);
        if (job.urgency() != Ring.NOT_URGENT && turns.ahead(member) <= CREDIT) {
            return own;
        }
        double start = turns.at(member) + own.millis();
        Load others = Load.NONE;
        int looked = 0;
        for (String other : turns.first(SAMPLE)) {
            P otherPart = other.equals(member) ? null : parts.get(other);
            if (otherPart != null) {
                others = others.plus(otherPart.load().within(start - turns.at(other)));
                looked++;
            }
        }
        return looked == 0 ? own : own.plus(others.times((double) (members - (part == null ? 0 : 1)) / looked));
    }

    private void seat(String member, StatementClass statementClass) {
        Ring ring = rings.computeIfAbsent(statementClass, none -> new Ring());
        P part = parts.get(member);
        Long urgency = part == null || held.test(member) ? null : part.urgency(statementClass);
        if (urgency == null) {
            ring.remove(member);
        } else {
            ring.put(member, urgency, turns.at(member));
        }
    }
}
