package dev.sluice.client;

import dev.sluice.message.CommandAnswer;
import dev.sluice.message.Decision;
import dev.sluice.message.JobEvent;
import dev.sluice.message.JobState;
import java.util.Optional;

/**
 * Where a job was when the dispatcher was asked, and why.
 *
 * @param answer EXPLAINED for a job that has not ended, TOO_LATE for one that has, NOT_FOUND for one that the dispatcher does not know
 * @param state of the job; UNKNOWN if it was not found
 * @param decision with EXPLAINED alone: every limit with what is used of it, position and expected wait
 */
public record Explained(String jobId, CommandAnswer answer, JobState state, Optional<Decision> decision) {
    static Explained of(JobEvent event) {
        return new Explained(
                event.getJobId(), answer(event), event.getState(), Optional.ofNullable(event.getDecision()));
    }

    static CommandAnswer answer(JobEvent event) {
        CommandAnswer answer = event.getAnswer();
        return answer == null ? CommandAnswer.REFUSED : answer;
    }
}
