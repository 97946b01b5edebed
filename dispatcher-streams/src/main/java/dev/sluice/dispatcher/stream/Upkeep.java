package dev.sluice.dispatcher.stream;

import dev.sluice.dispatcher.admit.Schedule;
import dev.sluice.dispatcher.remember.JobBook;
import dev.sluice.dispatcher.remember.StoredHistory;
import dev.sluice.dispatcher.remember.StoredSessions;
import dev.sluice.dispatcher.session.SessionKey;
import java.time.Duration;
import java.time.Instant;

/** Forgets what need not be remembered any more, and writes down what may be late. In bounded batches. */
final class Upkeep {
    /** Above what can end between two runs, or the window would grow without end. */
    private static final int FORGET_BATCH = 5_000;

    private static final int WRITE_BATCH = 1_000;
    private static final int SESSION_BATCH = 256;

    private final JobBook book;
    private final StoredHistory history;
    private final StoredSessions sessions;
    private final Schedule schedule;
    private final Duration sessionIdle;

    Upkeep(JobBook book, StoredHistory history, StoredSessions sessions, Schedule schedule, Duration sessionIdle) {
        this.book = book;
        this.history = history;
        this.sessions = sessions;
        this.schedule = schedule;
        this.sessionIdle = sessionIdle;
    }

    void run(Instant now) {
        book.forgetOld(now, FORGET_BATCH);
        history.write(WRITE_BATCH);
        for (SessionKey idle : sessions.idleSince(now.minus(sessionIdle), SESSION_BATCH)) {
            if (!schedule.inSession(idle.database(), idle.tenant(), idle.id())) {
                sessions.forget(idle);
            }
        }
    }
}
