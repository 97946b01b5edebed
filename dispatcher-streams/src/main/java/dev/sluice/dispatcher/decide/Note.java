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

    /** A job ran for so long, milliseconds. */
    record Measured(LiveJob job, double millis) implements Note {}
}
