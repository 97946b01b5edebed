package dev.sluice.executor.lane;

import dev.sluice.executor.engine.Access;
import dev.sluice.executor.execute.Attempt;
import dev.sluice.executor.publish.ReplyTopics;
import dev.sluice.executor.take.Delivery;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A job on its way through a lane worker. Handed from thread to thread, used by one at a time. */
public final class LaneJob {
    private final Attempt attempt;
    private final Place place;
    private final LaneHold hold;
    private final int startsBefore;
    private final boolean late;
    private final Consumer<LaneJob> lineUp;
    private boolean alone;
    private boolean counted;
    private boolean begun;
    private @Nullable String replyTopic;

    /** Whoever it waits for lines it up again. */
    LaneJob(Attempt attempt, LaneDatabase database, boolean late, Consumer<LaneJob> lineUp) {
        this.lineUp = lineUp;
        this.attempt = attempt;
        this.place = database.placeOf(attempt.job());
        this.hold = database.hold();
        this.startsBefore = attempt.delivery().starts();
        this.late = late;
    }

    void again() {
        lineUp.accept(this);
    }

    Attempt attempt() {
        return attempt;
    }

    public Place place() {
        return place;
    }

    /** How it meets its database. */
    Access access() {
        return place.target().access(attempt.job());
    }

    /** Where it waits while its lane is paused. */
    LaneHold hold() {
        return hold;
    }

    Delivery delivery() {
        return attempt.delivery();
    }

    int startsBefore() {
        return startsBefore;
    }

    /** Came after its seal ended: to be answered, not to be run. */
    boolean late() {
        return late;
    }

    /** Where the outcome goes: where it was asked to, if that can be written. Asks once, since Kafka takes seconds to say no. */
    String replyTopic(ReplyTopics topics) {
        if (replyTopic == null) {
            String asked = attempt.job().getReplyTo();
            replyTopic = topics.usable(asked) ? asked : topics.common();
        }
        return replyTopic;
    }

    /** Whether it runs while none of its kind does: once the rule for its first start says so, for later tries as well. */
    boolean alone(StartRule rule) {
        alone = alone || rule == StartRule.ALONE;
        return alone;
    }

    /** Whether all that is left to do about it is to say how it ended, if that: nothing of it will run. */
    boolean onlyAnswered(Instant now) {
        Instant deadline = attempt.job().getDeadline();
        return late || !delivery().owned() || attempt.stopped() != null || (deadline != null && now.isAfter(deadline));
    }

    boolean counted() {
        return counted;
    }

    void count() {
        counted = true;
    }

    /** Whether it has got to run. */
    boolean begun() {
        return begun;
    }

    void begin() {
        begun = true;
    }
}
