package dev.sluice.api.submit;

import dev.sluice.api.follow.RecentJobs;
import dev.sluice.api.form.Form;
import dev.sluice.api.job.JobKey;
import dev.sluice.api.job.JobView;
import dev.sluice.api.problem.Problem;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.QueryRequest;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Publishes one request, unless its id belongs to another. Thread-safe. */
final class AcceptRequest {
    private final RequestPublisher publisher;
    private final RecentJobs recent;

    AcceptRequest(RequestPublisher publisher, RecentJobs recent) {
        this.publisher = publisher;
        this.recent = recent;
    }

    /** The job, once Kafka has acknowledged its request. Throws CONFLICT if its id is known with another content. */
    CompletableFuture<JobView> accept(Form.Filled filled, Optional<String> traceparent) {
        QueryRequest request = filled.request();
        JobKey key = new JobKey(request.getTenant(), request.getJobId());
        String digest = RequestDigest.of(request);
        Optional<String> before = recent.find(key)
                .flatMap(view -> Optional.ofNullable(view.submission().digest()));
        if (before.isPresent() && !before.get().equals(digest)) {
            throw conflict(key.jobId());
        }
        return publisher
                .publish(request.getTopic(), request.getDatabase(), request, traceparent)
                .thenApply(acknowledged -> recent.submitted(key, request, filled.priority(), digest));
    }

    static RuntimeException conflict(String jobId) {
        return Problem.of(ErrorCode.CONFLICT, "job " + jobId + " was submitted before with another content")
                .exception();
    }
}
