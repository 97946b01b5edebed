package dev.sluice.dispatcher.admit;

import dev.sluice.dispatcher.line.Scheduled;
import dev.sluice.message.Priority;
import org.jspecify.annotations.Nullable;

/** A job of a backlog and, while it waits, the band it waits in. */
final class Member {
    Scheduled job;

    @Nullable
    Priority band;

    Member(Scheduled job) {
        this.job = job;
    }
}
