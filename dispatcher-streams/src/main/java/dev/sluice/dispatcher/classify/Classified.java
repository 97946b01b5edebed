package dev.sluice.dispatcher.classify;

import dev.sluice.dispatcher.job.Traits;
import dev.sluice.dispatcher.resolve.Resolved;
import dev.sluice.message.JobStatement;
import java.util.List;

/** A resolved request with every statement analysed and its parameters at their places. Weight is the sum over the statements. */
public record Classified(
        Resolved resolved, List<JobStatement> statements, List<Analysis> analyses, Traits traits, int weight) {
    public Classified {
        analyses = List.copyOf(analyses);
        statements = List.copyOf(statements);
    }
}
