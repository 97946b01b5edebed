package dev.sluice.api.command;

import dev.sluice.api.find.JobLookup;
import dev.sluice.api.form.QueryParameters;
import dev.sluice.api.form.RequestForm;
import dev.sluice.api.job.JobKey;
import dev.sluice.api.problem.Problem;
import dev.sluice.api.problem.ProblemException;
import dev.sluice.message.ErrorCode;
import io.javalin.http.Context;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Finds the job that a call names. With {@code ?database=} a job that nobody knows can be named too, because a command may come before
 * its job. Thread-safe; never blocks.
 */
final class Addressees {
    /** Reasons for not finding a job that say nothing against there being one. */
    private static final Set<ErrorCode> UNKNOWN =
            EnumSet.of(ErrorCode.NOT_FOUND, ErrorCode.KAFKA_UNAVAILABLE, ErrorCode.HISTORY_UNAVAILABLE);

    private final JobLookup jobs;

    Addressees(JobLookup jobs) {
        this.jobs = jobs;
    }

    CompletableFuture<Addressee> named(Context context) {
        Optional<String> database = QueryParameters.name(context, "database");
        JobKey named = new JobKey(
                QueryParameters.tenant(context).orElse(RequestForm.DEFAULT_TENANT), context.pathParam("jobId"));
        return jobs.named(context)
                .thenApply(Addressee::of)
                .thenApply(found -> database.filter(name -> !name.equals(found.database()))
                        .map(other -> new Addressee(found.key(), other, Optional.empty()))
                        .orElse(found))
                .exceptionally(failure -> new Addressee(named, databaseDespite(failure, database), Optional.empty()));
    }

    private static String databaseDespite(Throwable failure, Optional<String> database) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (!(cause instanceof ProblemException refusal)
                || !UNKNOWN.contains(refusal.problem().code())) {
            throw new CompletionException(cause);
        }
        Problem problem = refusal.problem();
        if (database.isEmpty() && problem.code() == ErrorCode.NOT_FOUND) {
            throw Problem.of(ErrorCode.NOT_FOUND, problem.detail() + "; with ?database= the dispatcher is asked")
                    .exception();
        }
        return database.orElseThrow(() -> refusal);
    }
}
