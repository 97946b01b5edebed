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

    private final BandWeights weights;
    private final Turns turns = new Turns();
    private final Map<Priority, Line> lines = new EnumMap<>(Priority.class);

    public LaneQueue(BandWeights weights, Held held) {
        this.weights = weights;
        for (Priority band : BANDS) {
            lines.put(band, new Line(held));
        }
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
        if (removed && line.size() == 0) {
            turns.leave(band.name());
        }
        return removed;
    }

    /** A job of this band has its turn: it pays for it. */
    public void charge(Scheduled job, Priority band) {
        line(band).charge(job);
        // A newcomer that nobody had to wait for takes nothing from the other bands.
        if (line(band).size() > 0) {
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
        Scheduled first = null;
        double best = Double.MAX_VALUE;
        for (Priority band : BANDS) {
            Scheduled candidate = line(band).first();
            if (candidate != null && (first == null || (!weights.strict() && turns.at(band.name()) < best))) {
                first = candidate;
                best = turns.at(band.name());
            }
        }
        return first;
    }

    /** How many are ready, in all bands. */
    public long size() {
        long size = 0;
        for (Priority band : BANDS) {
            size += line(band).size();
        }
        return size;
    }

    /** How many are ready in this band and those served before it, and what they are predicted to take, milliseconds. */
    public Crowd ahead(Priority priority) {
        long jobs = 0;
        double millis = 0;
        for (Priority band : BANDS) {
            if (band.compareTo(priority) <= 0) {
                jobs += line(band).size();
                millis += line(band).cost();
            }
        }
        return new Crowd(jobs, millis);
    }

    /** So many jobs, with so much to do. */
    public record Crowd(long jobs, double millis) {}

    private Line line(Priority band) {
        return Objects.requireNonNull(lines.get(band));
    }
}
