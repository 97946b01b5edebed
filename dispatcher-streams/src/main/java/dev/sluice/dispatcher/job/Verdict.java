package dev.sluice.dispatcher.job;

import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobError;
import dev.sluice.schemas.job.ErrorCatalog;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a step says about a job: it passes, enriched; it is refused for good; or nobody can say yet.
 *
 * @param <T> the job as the step leaves it
 */
public sealed interface Verdict<T> {
    /** On to the next step. */
    record Passed<T>(T value) implements Verdict<T> {}

    /** Not as it is. The traits and the grounds are what was known by then. */
    record Refused<T>(JobError error, @Nullable Traits traits, Grounds grounds) implements Verdict<T> {
        public Refused(JobError error, @Nullable Traits traits) {
            this(error, traits, Grounds.NONE);
        }
    }

    /** Something needed for the answer cannot be had now; ask again later. */
    record Postponed<T>(String reason) implements Verdict<T> {}

    static <T> Verdict<T> pass(T value) {
        return new Passed<>(value);
    }

    static <T> Verdict<T> refuse(ErrorCode code, String message) {
        return new Refused<>(ErrorCatalog.error(code, message), null);
    }

    static <T> Verdict<T> refuse(ErrorCode code, String message, Traits traits) {
        return new Refused<>(ErrorCatalog.error(code, message), traits);
    }

    /** The same verdict; a refusal names the template, if there is one. */
    default Verdict<T> about(@Nullable String template) {
        return this instanceof Refused<T> refused
                ? new Refused<>(
                        refused.error(), refused.traits(), refused.grounds().from(template))
                : this;
    }

    /** The verdict of the next step if this one let the job pass. */
    default <R> Verdict<R> then(Function<T, Verdict<R>> next) {
        return switch (this) {
            case Passed<T> passed -> next.apply(passed.value());
            case Refused<T> refused -> new Refused<>(refused.error(), refused.traits(), refused.grounds());
            case Postponed<T> postponed -> new Postponed<>(postponed.reason());
        };
    }
}
