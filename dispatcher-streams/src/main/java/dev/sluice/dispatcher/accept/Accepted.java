package dev.sluice.dispatcher.accept;

import dev.sluice.dispatcher.job.Asked;
import dev.sluice.dispatcher.job.JobKey;
import dev.sluice.dispatcher.job.LiveJob;
import dev.sluice.dispatcher.job.Times;
import dev.sluice.message.QueryRequest;
import dev.sluice.message.TemplateCall;
import org.jspecify.annotations.Nullable;

/** A request that may become a job: well formed, with its times capped and its reply topic settled. */
public record Accepted(Requested requested, JobKey key, Times times, Asked asked) {
    public QueryRequest request() {
        return requested.request();
    }

    /** The request of a job that was accepted earlier and waits in the store. */
    public static Accepted again(LiveJob job, QueryRequest request) {
        var requested = new Requested(
                pinned(request, job.asked().templateVersion()),
                job.place().priority(),
                job.request(),
                job.asked().traceparent());
        return new Accepted(requested, job.key(), job.times(), job.asked());
    }

    /** A call of the newest version means the one that was the newest when it came. */
    private static QueryRequest pinned(QueryRequest request, @Nullable Integer version) {
        return version != null && request.getQuery() instanceof TemplateCall call && call.getVersion() == null
                ? QueryRequest.newBuilder(request)
                        .setQuery(new TemplateCall(call.getQueryId(), version))
                        .build()
                : request;
    }
}
