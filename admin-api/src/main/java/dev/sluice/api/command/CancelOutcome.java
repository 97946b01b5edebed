package dev.sluice.api.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.api.job.JobJson;
import dev.sluice.api.job.JobView;
import dev.sluice.message.CommandAnswer;
import dev.sluice.message.JobEvent;
import dev.sluice.message.JobState;
import io.javalin.http.Context;
import java.util.Optional;

/**
 * What came of a command to cancel.
 *
 * @param commandId the command, if there was need of one
 * @param answer nothing while it is not known
 * @param state of the job, if it is known
 */
record CancelOutcome(
        Addressee job, Optional<String> commandId, Optional<CommandAnswer> answer, Optional<JobState> state) {

    /** The job had ended before anybody wanted to cancel it, or by an earlier command. */
    static CancelOutcome ofEnded(Addressee job, JobView ended) {
        JobState state = ended.progress().state();
        return new CancelOutcome(job, Optional.empty(), Optional.of(inView(state)), Optional.of(state));
    }

    /** As the dispatcher answered; failing that, as the job is known to have ended. */
    static CancelOutcome of(Addressee job, String commandId, Optional<JobEvent> event, Optional<JobView> known) {
        Optional<JobState> seen = known.map(view -> view.progress().state());
        Optional<CommandAnswer> told = event.map(JobEvent::getAnswer);
        if (told.isPresent()) {
            boolean notMet = told.get() == CommandAnswer.NOT_FOUND;
            return new CancelOutcome(job, Optional.of(commandId), told, notMet ? seen : event.map(JobEvent::getState));
        }
        Optional<CommandAnswer> answer =
                known.filter(JobView::ended).map(view -> inView(view.progress().state()));
        return new CancelOutcome(job, Optional.of(commandId), answer, seen);
    }

    private static CommandAnswer inView(JobState ended) {
        return ended == JobState.CANCELLED ? CommandAnswer.CANCELLED : CommandAnswer.TOO_LATE;
    }

    void answer(Context context) {
        context.status(answer.isPresent() ? 200 : 202).header("Location", JobJson.path(job.key()));
        if (answer.isEmpty()) {
            context.header("Retry-After", "1");
        }
        context.contentType("application/json").result(json().toString());
    }

    ObjectNode json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("jobId", job.key().jobId());
        node.put("tenant", job.key().tenant());
        node.put("database", job.database());
        commandId.ifPresent(id -> node.put("commandId", id));
        answer.ifPresent(told -> node.put("answer", told.name()));
        state.ifPresent(now -> node.put("state", now.name()));
        node.put("detail", detail());
        node.putObject("links").put("self", JobJson.path(job.key()));
        return node;
    }

    private String detail() {
        if (answer.isEmpty()) {
            return "the command is published; whether it came in time is not known yet, and the job's own end tells";
        }
        return switch (answer.get()) {
            case CANCELLED -> "the job is cancelled and has no further effect";
            case TOO_LATE ->
                "the job had ended before" + state.map(end -> ": it is " + end).orElse("");
            case NOT_FOUND ->
                "the dispatcher has met no such job; the command is remembered, and the job ends CANCELLED if it arrives";
            case EXPLAINED, REFUSED -> "the dispatcher would not carry out the command";
        };
    }
}
