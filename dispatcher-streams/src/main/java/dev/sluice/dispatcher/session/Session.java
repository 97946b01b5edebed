package dev.sluice.dispatcher.session;

import dev.sluice.message.Priority;
import dev.sluice.message.SessionFailure;
import dev.sluice.message.SessionOptions;
import java.time.Instant;

/**
 * What is remembered of a session.
 *
 * @param principal who opened it, and may use it
 * @param priority the one of all its jobs: topics of different priority have no order among each other
 * @param lastUsed when a job of it last came or ended
 * @param stopped whether a job of it failed in a way that stops those after it
 */
public record Session(String principal, Priority priority, SessionOptions options, Instant lastUsed, boolean stopped) {
    /** The same session after a job of it came. */
    Session used(Instant now) {
        return new Session(principal, priority, options, now, stopped);
    }

    /** The same session after a job of it ended, well or not. */
    public Session ended(boolean succeeded, Instant now) {
        boolean stops = !succeeded && options.getOnFailure() == SessionFailure.STOP;
        return new Session(principal, priority, options, now, stopped || stops);
    }
}
