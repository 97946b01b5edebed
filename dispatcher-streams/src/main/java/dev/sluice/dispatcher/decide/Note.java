package dev.sluice.dispatcher.decide;

import dev.sluice.dispatcher.job.LiveJob;
import dev.sluice.dispatcher.session.Session;
import dev.sluice.dispatcher.session.SessionKey;
import dev.sluice.dispatcher.throttle.Throttle.Mark;
import java.util.List;

/** Something to remember beside the job itself. */
public sealed interface Note {
    /** The new marks of buckets of a database. */
    record RateMarks(String database, List<Mark> marks) implements Note {
        public RateMarks {
            marks = List.copyOf(marks);
        }
    }

    /** A session as it is after a job of it came. */
    record SessionJoined(SessionKey key, Session session) implements Note {}

    /** A job of a session ended. */
    record SessionLeft(SessionKey key, boolean succeeded) implements Note {}

    /** A job kept its slot for so long, milliseconds, and whoever had its turn pays for that. */
    record Charged(LiveJob job, double millis) implements Note {}

    /** The statement of a job takes so long, milliseconds, or longer if it was stopped. */
    record Measured(LiveJob job, double millis) implements Note {}
}
