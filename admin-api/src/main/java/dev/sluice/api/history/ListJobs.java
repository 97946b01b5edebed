package dev.sluice.api.history;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.api.form.QueryParameters;
import dev.sluice.api.job.JobJson;
import dev.sluice.api.job.JobView;
import dev.sluice.api.serve.Later;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobState;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;
import java.util.Optional;

/** {@code GET /v1/jobs}: jobs in the history, newest first, a page at a time; {@code next} is what {@code ?after=} takes. */
public final class ListJobs implements Handler {
    private static final int USUAL = 50;
    private static final int MOST = 500;
    private static final List<String> PARAMETERS = List.of("tenant", "database", "state", "limit", "after");

    private final History history;

    public ListJobs(History history) {
        this.history = history;
    }

    @Override
    public void handle(Context context) {
        QueryParameters.requireKnown(context, PARAMETERS);
        int limit = (int) QueryParameters.number(context, "limit", USUAL, 1, MOST);
        // One more than asked for tells whether there is a next page.
        JobFilter filter = new JobFilter(
                QueryParameters.tenant(context),
                QueryParameters.name(context, "database"),
                QueryParameters.choice(context, "state", JobState.class),
                limit + 1,
                after(context));
        Later.answer(context, () -> history.list(filter), found -> answer(context, found, limit));
    }

    static Optional<Cursor> after(Context context) {
        String text = context.queryParam("after");
        if (text == null) {
            return Optional.empty();
        }
        return Optional.of(Cursor.parse(text)
                .orElseThrow(() -> QueryParameters.refused(
                        "after", ErrorCode.INVALID_REQUEST, "must be the value of next in the page before")));
    }

    private static void answer(Context context, List<JobView> found, int limit) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode jobs = body.putArray("jobs");
        found.stream().limit(limit).forEach(view -> jobs.add(JobJson.of(view)));
        if (found.size() > limit) {
            JobView last = found.get(limit - 1);
            body.put(
                    "next",
                    new Cursor(last.submission().submittedAt(), last.key().jobId()).text());
        }
        context.contentType("application/json").result(body.toString());
    }
}
