package dev.sluice.dispatcher.line;

import dev.sluice.message.Priority;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of one lane that are ready. Unless the bands are served strictly by rank they share the lane by weight, so that none of them
 * starves.
 */
public final class LaneQueue {
    private static final Priority[] BANDS = Priority.values();
    /** Turns played forward to tell a job its place, so that the question does not take long. */
    private static final int MOST_COUNTED = 200;

    private final BandWeights weights;
    private final Turns turns;
    private final Map<Priority, Line> lines = new EnumMap<>(Priority.class);

    public LaneQueue(BandWeights weights, Held held) {
        this.weights = weights;
        this.turns = new Turns();
        for (Priority band : BANDS) {
            lines.put(band, new Line(held));
        }
    }

    private LaneQueue(LaneQueue original) {
        this.weights = original.weights;
        this.turns = original.turns.fork();
        original.lines.forEach((band, line) -> lines.put(band, line.fork()));
    }

    /** What is before a job in line. */
    public sealed interface Ahead {
        long jobs();

        /** What they are predicted to take, milliseconds. */
        double millis();

        /** Exactly so many, if nobody comes and nothing but slots keeps anybody. */
        record Counted(long jobs, double millis) implements Ahead {}

        /** About so many. */
        record Guessed(long jobs, double millis) implements Ahead {}
    }

    /** Lets a job stand in line in this band. */
    public void add(Scheduled job, Priority band) {
        line(band).add(job);
        turns.join(band.name());
    }

    /** Takes a job out of a band; answers false if it was not there. */
    public boolean remove(Scheduled job, Priority band) {
        Line line = line(band);
        boolean removed = line.remove(job);
        if (removed && line.isEmpty()) {
            turns.leave(band.name());
        }
        return removed;
    }

    /** A job of this band has its turn: it pays for it. */
    public void charge(Scheduled job, Priority band) {
        line(band).charge(job);
        // A newcomer that nobody had to wait for takes nothing from the other bands.
        if (!line(band).isEmpty()) {
            turns.taken(band.name(), job.demand().cost() / weights.of(band));
        }
    }

    /** A turn took longer, or less long, than predicted. */
    public void settle(Scheduled job, Priority band, double difference) {
        line(band).settle(job, difference);
        turns.settle(band.name(), difference / weights.of(band));
    }

    /** Who is held has changed for the tenant and principal of this job. */
    public void reseat(Scheduled job) {
        lines.values().forEach(line -> line.reseat(job));
    }

    /** Who is held has changed for this tenant and any of its principals. */
    public void reseat(String tenant) {
        lines.values().forEach(line -> line.reseat(tenant));
    }

    /** The job that is next among those that nothing of their own holds, or null. */
    public @Nullable Scheduled first() {
        Next next = next();
        return next == null ? null : next.job();
    }

    /** The job that is next, and its band. */
    private record Next(Scheduled job, Priority band) {}

    private @Nullable Next next() {
        Next first = null;
        double best = Double.MAX_VALUE;
        for (Priority band : BANDS) {
            Scheduled job = line(band).first();
            if (job != null && (first == null || (!weights.strict() && turns.at(band.name()) < best))) {
                first = new Next(job, band);
                best = turns.at(band.name());
            }
        }
        return first;
    }

    /** How many are ready, in all bands. */
    public long size() {
        return Math.round(everything().jobs());
    }

    /** What all that are ready are predicted to take. */
    public double millis() {
        return everything().millis();
    }

    private Part.Load everything() {
        Part.Load all = Part.Load.NONE;
        for (Priority band : BANDS) {
            all = all.plus(line(band).load());
        }
        return all;
    }

    /**
     * What is before a job in line: the turns are played forward on a fork until its own comes, but not too many of them; beyond it is
     * guessed, and never less than what was counted.
     */
    public Ahead before(Scheduled job, Priority band) {
        LaneQueue fork = new LaneQueue(this);
        double millis = 0;
        for (int jobs = 0; jobs < MOST_COUNTED; jobs++) {
            Next next = fork.next();
            if (next == null) {
                return guess(job, band);
            }
            if (next.job().key().equals(job.key())) {
                return new Ahead.Counted(jobs, millis);
            }
            millis += next.job().demand().cost();
            fork.charge(next.job(), next.band());
            var unused = fork.remove(next.job(), next.band());
        }
        Ahead guess = guess(job, band);
        return new Ahead.Guessed(Math.max(MOST_COUNTED, guess.jobs()), Math.max(millis, guess.millis()));
    }

    /** About what is before a job, which may be a newcomer: as much of everything as fair turns do until its own begins. */
    public Ahead guess(Scheduled job, Priority band) {
        Part.Load before = line(band).before(job);
        double start = turns.at(band.name()) + before.millis() / weights.of(band);
        for (Priority other : BANDS) {
            if (other != band) {
                double room = (start - turns.at(other.name())) * weights.of(other);
                double strictly = other.compareTo(band) < 0 ? Double.MAX_VALUE : 0;
                before = before.plus(line(other).load().within(weights.strict() ? strictly : room));
            }
        }
        Part.Load all = everything();
        return new Ahead.Guessed(
                Math.round(Math.min(before.jobs(), all.jobs())), Math.min(before.millis(), all.millis()));
    }

    private Line line(Priority band) {
        return Objects.requireNonNull(lines.get(band));
    }
}
