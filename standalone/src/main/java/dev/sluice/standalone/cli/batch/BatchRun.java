package dev.sluice.standalone.cli.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.standalone.cli.print.Json;
import dev.sluice.standalone.cli.print.ProgressBar;
import dev.sluice.standalone.cli.print.Screen;
import dev.sluice.standalone.cli.rest.ApiException;
import dev.sluice.standalone.cli.rest.SluiceApi;
import dev.sluice.standalone.cli.shell.ExitCode;
import dev.sluice.standalone.cli.shell.Shell;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Submits many requests, waits for their ends if that is asked for, and tells what became of each. */
public final class BatchRun {
    private static final Set<String> GOOD_ENDS = Set.of("SUCCEEDED", "VALIDATED");

    private final SluiceApi api;
    private final Shell shell;
    private final boolean json;
    private final Screen progress;

    /** Asks for a job until it has ended or the time is up. */
    @FunctionalInterface
    public interface Follow {
        JsonNode follow(String jobId, Duration longest) throws ApiException, InterruptedException;
    }

    public BatchRun(SluiceApi api, Shell shell, boolean json) {
        this.api = api;
        this.shell = shell;
        this.json = json;
        // Where lines are not redrawn, progress would come between the outcomes.
        this.progress = shell.out().interactive() && !json ? shell.out() : shell.err();
    }

    /** Exit code 0 if all were accepted and, if waited for, succeeded. */
    public int run(List<JsonNode> requests, Optional<Duration> wait, Follow follow)
            throws ApiException, InterruptedException {
        List<ObjectNode> outcomes =
                new SubmitMany(api, new ProgressBar(progress, shell.clock(), "submitting")).submit(requests);
        if (wait.isPresent()) {
            awaitEnds(outcomes, wait.get(), follow);
        }
        if (json) {
            outcomes.forEach(outcome -> shell.out().line(Json.text(outcome)));
        } else {
            OutcomeTable.lines(outcomes, shell.out().width()).forEach(shell.out()::line);
        }
        boolean good = outcomes.stream()
                .allMatch(outcome -> wait.isPresent()
                        ? GOOD_ENDS.contains(Json.text(outcome, "state"))
                        : SubmitMany.accepted(outcome));
        return good ? ExitCode.OK : ExitCode.FAILED;
    }

    private void awaitEnds(List<ObjectNode> outcomes, Duration wait, Follow follow)
            throws ApiException, InterruptedException {
        ProgressBar bar = new ProgressBar(progress, shell.clock(), "waiting");
        Instant until = shell.clock().instant().plus(wait);
        List<ObjectNode> accepted =
                outcomes.stream().filter(SubmitMany::accepted).toList();
        long ended = 0;
        for (int job = 0; job < accepted.size(); job++) {
            ObjectNode outcome = accepted.get(job);
            Duration left = Duration.between(shell.clock().instant(), until);
            outcome.setAll((ObjectNode) follow.follow(Json.text(outcome, "jobId"), left));
            ended += outcome.path("ended").asBoolean() ? 1 : 0;
            bar.at(job + 1, accepted.size(), Json.text(outcome, "state"));
        }
        bar.done(ended + " of " + accepted.size() + " ended");
    }
}
