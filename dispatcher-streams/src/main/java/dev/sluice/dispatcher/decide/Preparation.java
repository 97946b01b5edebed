package dev.sluice.dispatcher.decide;

import dev.sluice.dispatcher.accept.Accepted;
import dev.sluice.dispatcher.authorize.Authorize;
import dev.sluice.dispatcher.classify.Classify;
import dev.sluice.dispatcher.estimate.Estimate;
import dev.sluice.dispatcher.estimate.Estimated;
import dev.sluice.dispatcher.job.Verdict;
import dev.sluice.dispatcher.resolve.Resolve;
import dev.sluice.dispatcher.resolve.Resolved;

/**
 * The steps that depend on the request and the catalogues alone. They run when a request arrives, and again when a waiting job's turn
 * comes, because the database or the rules may have changed by then.
 */
public record Preparation(Resolve resolve, Classify classify, Authorize authorize, Estimate estimate) {
    Verdict<Estimated> prepare(Accepted accepted) {
        return resolve.resolve(accepted).then(this::prepare);
    }

    private Verdict<Estimated> prepare(Resolved resolved) {
        return classify.classify(resolved)
                .then(authorize::authorize)
                .then(job -> Verdict.pass(estimate.estimate(job)))
                .about(resolved.template());
    }
}
