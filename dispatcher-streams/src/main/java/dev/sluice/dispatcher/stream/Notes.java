package dev.sluice.dispatcher.stream;

import dev.sluice.dispatcher.admit.Schedule;
import dev.sluice.dispatcher.decide.Note;
import dev.sluice.dispatcher.job.Demand;
import dev.sluice.dispatcher.job.LiveJob;
import dev.sluice.dispatcher.remember.JobBook;
import dev.sluice.dispatcher.remember.StoredHistory;
import dev.sluice.dispatcher.remember.StoredSessions;
import dev.sluice.dispatcher.session.Session;
import dev.sluice.dispatcher.throttle.Throttle;
import java.time.Instant;

/** Remembers what rulings note beside the job itself. Not thread-safe. */
final class Notes {
    private final JobBook book;
    private final StoredSessions sessions;
    private final StoredHistory history;
    private final Schedule schedule;
    private final DispatcherMeters meters;

    Notes(JobBook book, StoredSessions sessions, StoredHistory history, Schedule schedule, DispatcherMeters meters) {
        this.book = book;
        this.sessions = sessions;
        this.history = history;
        this.schedule = schedule;
        this.meters = meters;
    }

    void take(Note note, Instant now) {
        switch (note) {
            case Note.RateMarks marks -> {
                for (Throttle.Mark mark : marks.marks()) {
                    book.keepRateMark(marks.database(), mark.bucket(), mark.at());
                }
            }
            case Note.SessionJoined joined -> sessions.keep(joined.key(), joined.session());
            case Note.SessionLeft left -> {
                Session session = sessions.find(left.key());
                if (session != null) {
                    sessions.keep(left.key(), session.ended(left.succeeded(), now));
                }
            }
            case Note.Charged charged ->
                schedule.settle(
                        charged.job().key(),
                        charged.millis() - charged.job().place().demand().cost());
            case Note.Measured measured -> measured(measured.job(), measured.millis());
        }
    }

    private void measured(LiveJob job, double millis) {
        Demand demand = job.place().demand();
        if (!demand.fingerprint().isEmpty()) {
            history.add(job.key().database(), demand.fingerprint(), millis);
            meters.predicted(demand.cost(), millis);
        }
    }
}
