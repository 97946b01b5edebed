package dev.sluice.api;

import dev.sluice.message.Column;
import dev.sluice.message.CommandAnswer;
import dev.sluice.message.Decision;
import dev.sluice.message.DecisionOutcome;
import dev.sluice.message.EventType;
import dev.sluice.message.ExecutionMetrics;
import dev.sluice.message.JobEvent;
import dev.sluice.message.JobState;
import dev.sluice.message.Lane;
import dev.sluice.message.LimitCheck;
import dev.sluice.message.QueryReply;
import dev.sluice.message.ReplyKind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Messages that dispatcher and executors would publish about a job of the tenant {@code default} on the database {@code demo}. */
public final class Told {
    private Told() {}

    public static JobEvent event(String jobId, EventType type, JobState state) {
        return JobEvent.newBuilder()
                .setJobId(jobId)
                .setTenant("default")
                .setPrincipal("ann")
                .setDatabase("demo")
                .setType(type)
                .setState(state)
                .setAttempt(1)
                .setAt(Instant.parse("2026-11-21T12:00:01Z"))
                .setLane(Lane.FAST)
                .setDecision(decision())
                .setMetrics(new ExecutionMetrics(1L, 2L, 3L, 4L, 5L, 2L, 0L, null, 9L, 0L, "node", 1, null, null))
                .build();
    }

    /** What the dispatcher answers to a command: CANCELLED with the state of that name, anything else with UNKNOWN. */
    public static JobEvent answer(String jobId, String commandId, CommandAnswer answer) {
        boolean cancelled = answer == CommandAnswer.CANCELLED;
        return JobEvent.newBuilder()
                .setJobId(jobId)
                .setTenant("default")
                .setPrincipal("")
                .setDatabase("demo")
                .setType(EventType.ANSWERED)
                .setState(cancelled ? JobState.CANCELLED : JobState.UNKNOWN)
                .setAt(Instant.parse("2026-11-21T12:00:02Z"))
                .setCommandId(commandId)
                .setAnswer(answer)
                .build();
    }

    /** What the dispatcher explains about a job that waits for a slot. */
    public static JobEvent explained(String jobId, String commandId) {
        Decision held = Decision.newBuilder(decision())
                .setOutcome(DecisionOutcome.HELD)
                .setReason("Waits for a slot.")
                .setLimits(List.of(new LimitCheck("slots", "demo/FAST", 2L, 2L, false)))
                .setQueuePosition(4L)
                .setEtaMillis(1_500L)
                .build();
        return JobEvent.newBuilder(answer(jobId, commandId, CommandAnswer.EXPLAINED))
                .setType(EventType.EXPLAINED)
                .setState(JobState.QUEUED)
                .setDecision(held)
                .build();
    }

    public static QueryReply outcome(String jobId, JobState state, String rows) {
        return QueryReply.newBuilder()
                .setKind(ReplyKind.OUTCOME)
                .setJobId(jobId)
                .setTenant("default")
                .setDatabase("demo")
                .setResultId("result-" + jobId)
                .setAt(Instant.parse("2026-11-21T12:00:01Z"))
                .setState(state)
                .setRows(ByteBuffer.wrap(rows.getBytes(StandardCharsets.UTF_8)))
                .setRowCount(rows.split("\\],\\[", -1).length)
                .setColumns(List.of(new Column("n", "numeric", "decimal", true)))
                .build();
    }

    private static Decision decision() {
        return Decision.newBuilder()
                .setOutcome(DecisionOutcome.ADMITTED)
                .setAt(Instant.parse("2026-11-21T12:00:00Z"))
                .setReason("a lease was free")
                .build();
    }
}
