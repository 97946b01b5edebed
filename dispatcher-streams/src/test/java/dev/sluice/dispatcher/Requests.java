package dev.sluice.dispatcher;

import dev.sluice.message.CommandType;
import dev.sluice.message.ControlCommand;
import dev.sluice.message.DatabaseDefinition;
import dev.sluice.message.EventType;
import dev.sluice.message.JobEvent;
import dev.sluice.message.JobState;
import dev.sluice.message.Lane;
import dev.sluice.message.ParameterType;
import dev.sluice.message.ParameterValue;
import dev.sluice.message.Priority;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryRequest;
import dev.sluice.message.SqlText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Messages as producers and executors send them. */
final class Requests {
    private Requests() {}

    /** Database "shop" with two fast slots, two medium and one slow. */
    static void defineUsual(DispatcherDriver driver) {
        driver.define(database("shop", 2));
    }

    static DatabaseDefinition database(String name, int fast) {
        return DatabaseDefinition.newBuilder()
                .setName(name)
                .setEngine("postgresql")
                .setLaneSlots(Map.of("fast", fast, "medium", 2, "slow", 1))
                .setUpdatedAt(Instant.EPOCH)
                .build();
    }

    static QueryRequest.Builder request(DispatcherDriver driver, String sql) {
        return request(driver, sql, Priority.NORMAL);
    }

    static QueryRequest.Builder request(DispatcherDriver driver, String sql, Priority priority) {
        return request(driver.clock.instant(), sql, priority);
    }

    static QueryRequest.Builder request(Instant submittedAt, String sql, Priority priority) {
        return QueryRequest.newBuilder()
                .setJobId(UUID.randomUUID().toString())
                .setTopic(DispatcherDriver.TOPICS.requests(priority))
                .setTenant("acme")
                .setPrincipal("ann")
                .setDatabase("shop")
                .setQuery(new SqlText(List.of(sql)))
                .setSubmittedAt(submittedAt);
    }

    static ParameterValue number(long value) {
        return new ParameterValue(null, ParameterType.LONG, value);
    }

    /** What an executor tells when it has run the job. */
    static JobEvent ended(QueryJob job, JobState state, Instant at) {
        return event(job, EventType.valueOf(state.name()), state, at).build();
    }

    static JobEvent.Builder event(QueryJob job, EventType type, JobState state, Instant at) {
        return JobEvent.newBuilder()
                .setJobId(job.getJobId())
                .setTenant(job.getTenant())
                .setPrincipal(job.getPrincipal())
                .setDatabase(job.getDatabase())
                .setType(type)
                .setState(state)
                .setAttempt(job.getAttempt())
                .setAt(at);
    }

    static ControlCommand cancel(QueryRequest request) {
        return command(CommandType.CANCEL, request);
    }

    static ControlCommand explain(QueryRequest request) {
        return command(CommandType.EXPLAIN, request);
    }

    private static ControlCommand command(CommandType type, QueryRequest request) {
        return ControlCommand.newBuilder()
                .setCommandId(UUID.randomUUID().toString())
                .setType(type)
                .setTenant(request.getTenant())
                .setPrincipal("ann")
                .setDatabase(request.getDatabase())
                .setJobId(request.getJobId())
                .setAt(Instant.EPOCH)
                .build();
    }

    /** So many different jobs of one priority, submitted in their order. */
    static List<QueryRequest> submit(DispatcherDriver driver, int count, Priority priority) {
        List<QueryRequest> requests = new ArrayList<>();
        for (int at = 0; at < count; at++) {
            requests.add(request(driver, "select " + at, priority).build());
        }
        requests.forEach(driver::submit);
        return requests;
    }

    /** The jobs that take the two slots there are. */
    static List<QueryJob> fillSlots(DispatcherDriver driver) {
        submit(driver, 2, Priority.NORMAL);
        driver.events();
        return new ArrayList<>(driver.jobs(Lane.FAST));
    }
}
