package dev.sluice.api.follow;

import dev.sluice.message.EventType;
import dev.sluice.message.JobEvent;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Calls that wait for the answer to their command: one future a command, no thread a waiter. Thread-safe. */
public final class CommandAnswers {
    private final Map<String, CompletableFuture<Optional<JobEvent>>> awaited = new ConcurrentHashMap<>();

    /** Whether an event answers a command and so says nothing new about its job. */
    static boolean isAnswer(JobEvent event) {
        return event.getType() == EventType.ANSWERED || event.getType() == EventType.EXPLAINED;
    }

    /** Completes with the answer to this command; whoever loses patience completes it himself. Ask before the command is published. */
    public CompletableFuture<Optional<JobEvent>> await(String commandId) {
        CompletableFuture<Optional<JobEvent>> answer = new CompletableFuture<>();
        awaited.put(commandId, answer);
        var unused = answer.whenComplete((event, failure) -> awaited.remove(commandId));
        return answer;
    }

    void came(JobEvent event) {
        String commandId = event.getCommandId();
        CompletableFuture<Optional<JobEvent>> answer = commandId == null ? null : awaited.get(commandId);
        if (answer != null) {
            // Off the caller's thread, which is the one that follows Kafka.
            answer.completeAsync(() -> Optional.of(event));
        }
    }
}
