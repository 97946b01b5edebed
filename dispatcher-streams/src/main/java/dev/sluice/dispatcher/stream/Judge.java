package dev.sluice.dispatcher.stream;

import dev.sluice.dispatcher.decide.Endings;
import dev.sluice.dispatcher.decide.Ruling;
import dev.sluice.dispatcher.job.LiveJob;
import dev.sluice.dispatcher.receive.Intake;
import dev.sluice.dispatcher.receive.Recall;
import dev.sluice.dispatcher.receive.Received;
import dev.sluice.dispatcher.remember.Parking;
import dev.sluice.dispatcher.route.Output;
import dev.sluice.dispatcher.send.Outlet;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobError;
import dev.sluice.schemas.job.ErrorCatalog;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Gets rulings, and encodes what they send. The one place where everything is caught: deciding and encoding change nothing, so whoever
 * breaks them can be put aside without a trace in the state, and nobody else has to wait.
 */
final class Judge {
    private static final Logger log = LoggerFactory.getLogger(Judge.class);
    private static final int FRAMES = 12;

    private final Intake intake;
    private final Recall recall;
    private final Outlet outlet;

    Judge(Intake intake, Recall recall, Outlet outlet) {
        this.intake = intake;
        this.recall = recall;
        this.outlet = outlet;
    }

    /** A ruling with its outputs encoded: whatever could fail for the sake of what it is about has not. */
    record Ready(Ruling ruling, List<Outlet.Prepared> prepared) {}

    /** About a record just read, or read before and parked. One that breaks the decision becomes a dead letter. */
    Ready record(Received received, Instant now) {
        return careful(
                () -> ready(decide(received, now), received, now),
                () -> ready(undecided(), received, now),
                () -> about(received, "it becomes a dead letter"));
    }

    private Ruling decide(Received received, Instant now) {
        Ruling ruling = intake.decide(received, now);
        return ruling instanceof Ruling.Deferred && !Parking.takes(received) ? tooLargeToWait() : ruling;
    }

    /** About a waiting job whose turn has come. One that breaks the decision is refused. */
    Ready turn(LiveJob job, Instant now) {
        return careful(
                () -> ending(recall.turn(job, now), job, now),
                () -> ending(recall.broken(job, now), job, now),
                () -> about(job, "it is refused"));
    }

    /** About a job that the dispatcher ends. */
    Ready ending(Ruling ruling, LiveJob job, Instant now) {
        return ready(ruling, recall.source(job), now);
    }

    private Ready ready(Ruling ruling, Received source, Instant now) {
        return switch (ruling) {
            case Ruling.Kept kept -> fitting(kept, source, now);
            case Ruling.Sent sent -> new Ready(sent, outlet.prepare(sent.outputs(), sent.traceparent(), source, now));
            case Ruling.Explained explained -> explained(explained, source, now);
            case Ruling.Ignored ignored -> new Ready(ignored, List.of());
            case Ruling.Deferred deferred -> new Ready(deferred, List.of());
        };
    }

    private Ready explained(Ruling.Explained asked, Received source, Instant now) {
        return careful(
                () -> ready(recall.explain(asked, now), source, now),
                () -> ready(recall.refuseToExplain(asked, now), source, now),
                () -> about(asked.job(), "the question is refused and the job stays where it is"));
    }

    private Ready fitting(Ruling.Kept ruling, Received source, Instant now) {
        List<Outlet.Prepared> prepared = outlet.prepare(ruling.outputs(), ruling.traceparent(), source, now);
        if (ruling.stored() instanceof LiveJob job) {
            for (Outlet.Prepared each : prepared) {
                String tooLarge = outlet.tooLarge(each);
                if (tooLarge != null) {
                    JobError error = ErrorCatalog.error(ErrorCode.INVALID_REQUEST, tooLarge);
                    return fitting(Endings.deadLetter(job, error, now), source, now);
                }
            }
        }
        return new Ready(ruling, prepared);
    }

    private static Ready careful(
            Supplier<Ready> decision, Supplier<Ready> otherwise, Supplier<LoggingEventBuilder> complaint) {
        try {
            return decision.get();
        } catch (RuntimeException | StackOverflowError e) {
            complaint
                    .get()
                    .addKeyValue("errorCode", ErrorCode.INTERNAL)
                    .addKeyValue("where", where(e))
                    .log("a decision broke off");
            return otherwise.get();
        }
    }

    /** Without the message of the exception, which may quote what a tenant sent, and without the thousand frames of an overflow. */
    private static String where(Throwable broken) {
        return Arrays.stream(broken.getStackTrace())
                .limit(FRAMES)
                .map(StackTraceElement::toString)
                .collect(Collectors.joining(" < ", broken.getClass().getName() + " at ", ""));
    }

    private static LoggingEventBuilder about(Received source, String next) {
        return log.atError()
                .addKeyValue("topic", source.topic())
                .addKeyValue("partition", source.partition())
                .addKeyValue("offset", source.offset())
                .addKeyValue("next", next);
    }

    private static LoggingEventBuilder about(LiveJob job, String next) {
        return log.atError()
                .addKeyValue("jobId", job.key().jobId())
                .addKeyValue("tenant", job.key().tenant())
                .addKeyValue("database", job.key().database())
                .addKeyValue("next", next);
    }

    private static Ruling undecided() {
        return undeliverable(
                ErrorCode.INTERNAL, "The dispatcher could not decide about this record; its log says more.");
    }

    private static Ruling tooLargeToWait() {
        return undeliverable(
                ErrorCode.REGISTRY_UNAVAILABLE,
                "The schema registry does not answer, and to wait for it a record may have %d bytes; send it again later."
                        .formatted(Parking.LARGEST));
    }

    private static Ruling undeliverable(ErrorCode code, String message) {
        JobError error = ErrorCatalog.error(code, message);
        return new Ruling.Sent(List.of(new Output.Undeliverable(error, Output.Subject.UNKNOWN, null)), null);
    }
}
