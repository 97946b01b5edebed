package dev.sluice.dispatcher.stream;

import dev.sluice.dispatcher.decide.Admissions;
import dev.sluice.dispatcher.decide.Endings;
import dev.sluice.dispatcher.decide.Ruling;
import dev.sluice.dispatcher.job.JobKey;
import dev.sluice.dispatcher.job.LiveJob;
import dev.sluice.dispatcher.job.Stored;
import dev.sluice.dispatcher.line.LaneKey;
import dev.sluice.dispatcher.receive.Received;
import dev.sluice.dispatcher.remember.JobBook;
import dev.sluice.dispatcher.remember.Parking;
import dev.sluice.dispatcher.send.Outlet;
import dev.sluice.message.JobState;
import dev.sluice.message.Lane;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Applies rulings: remembers, sends, and then gives what became free to the next in line. Not thread-safe.
 *
 * <p>INVARIANT: a ruling is encoded before any of it happens, see {@link Judge}. What fails after that stops the thread, and the
 * transaction undoes it.
 */
final class Desk {
    private static final Lane[] LANES = Lane.values();
    private static final int MOST_ADMISSIONS = 1_000;

    private final JobBook book;
    private final Notes notes;
    private final Parking parking;
    private final Admissions admissions;
    private final Judge judge;
    private final Outlet outlet;
    private final DispatcherMeters meters;

    Desk(
            JobBook book,
            Notes notes,
            Parking parking,
            Admissions admissions,
            Judge judge,
            Outlet outlet,
            DispatcherMeters meters) {
        this.book = book;
        this.notes = notes;
        this.parking = parking;
        this.admissions = admissions;
        this.judge = judge;
        this.outlet = outlet;
        this.meters = meters;
    }

    /** A record just read. */
    void take(Received received, Instant now) {
        if (!retry(received, now)) {
            parking.park(received);
            meters.parked();
        }
    }

    /** Decides about a record, or answers false if nobody can say now. */
    boolean retry(Received received, Instant now) {
        return apply(judge.record(received, now), now);
    }

    /** Applies what follows from a record, and what follows from that. Answers false if the record must be asked about later. */
    private boolean apply(Judge.Ready ready, Instant now) {
        return switch (ready.ruling()) {
            case Ruling.Kept kept -> {
                keep(kept, ready.prepared(), now);
                followUp(kept.stored(), now);
                yield true;
            }
            case Ruling.Sent sent -> {
                send(ready.prepared(), now);
                yield true;
            }
            case Ruling.Explained explained -> throw new IllegalStateException("explained before it is applied");
            case Ruling.Ignored ignored -> {
                meters.ignored(ignored.reason());
                yield true;
            }
            case Ruling.Deferred deferred -> false;
        };
    }

    /** What became free, or has come to wait, may mean a lease for somebody. */
    private void followUp(Stored stored, Instant now) {
        switch (stored) {
            case LiveJob live -> {
                if (live.waits()) {
                    admissions.victim(live.key().database()).ifPresent(victim -> shed(victim, now));
                    admitAround(live, now);
                }
            }
            case Stored.EndedJob ended -> admitNext(ended.key().database(), MOST_ADMISSIONS, now);
            case Stored.CancelledAhead ahead -> {}
        }
    }

    /** A newcomer changes nothing but its own lane. One that came back freed what it held, in whichever lane that was. */
    private void admitAround(LiveJob live, Instant now) {
        String database = live.key().database();
        if (live.state() == JobState.RETRYING) {
            admitNext(database, MOST_ADMISSIONS, now);
        } else {
            admitNext(new LaneKey(database, live.place().lane()), MOST_ADMISSIONS, now);
        }
    }

    /** Gives free leases of a database to those in line, at most so many of each lane. */
    void admitNext(String database, int atMost, Instant now) {
        for (Lane lane : LANES) {
            admitNext(new LaneKey(database, lane), atMost, now);
        }
    }

    private void admitNext(LaneKey lane, int atMost, Instant now) {
        for (int admitted = 0; admitted < atMost; admitted++) {
            Optional<LiveJob> next = admissions.next(lane).flatMap(this::live);
            if (next.isEmpty() || !keep(judge.turn(next.get(), now), now)) {
                return;
            }
        }
    }

    /** Ends a waiting job whose deadline has passed. Whoever waited for it gets its turn when next somebody is admitted. */
    void expire(JobKey key, Instant now) {
        end(key, Endings::expire, now);
    }

    private void shed(JobKey key, Instant now) {
        end(key, Endings::shed, now);
    }

    private void end(JobKey key, BiFunction<LiveJob, Instant, Ruling.Kept> ending, Instant now) {
        live(key).ifPresent(job -> keep(judge.ending(ending.apply(job, now), job, now), now));
    }

    private Optional<LiveJob> live(JobKey key) {
        return book.find(key) instanceof LiveJob live ? Optional.of(live) : Optional.empty();
    }

    private boolean keep(Judge.Ready ready, Instant now) {
        if (ready.ruling() instanceof Ruling.Kept kept) {
            keep(kept, ready.prepared(), now);
            return true;
        }
        return false;
    }

    private void keep(Ruling.Kept ruling, List<Outlet.Prepared> prepared, Instant now) {
        ruling.notes().forEach(note -> notes.take(note, now));
        book.keep(ruling.stored());
        send(prepared, now);
    }

    private void send(List<Outlet.Prepared> prepared, Instant now) {
        outlet.send(prepared, now);
        prepared.forEach(each -> meters.sent(each.output()));
    }
}
