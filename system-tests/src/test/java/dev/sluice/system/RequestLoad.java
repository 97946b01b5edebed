package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.message.Priority;
import dev.sluice.message.QueryRequest;
import dev.sluice.message.SqlText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;

/** Requests of several tenants, priorities and databases, some sent twice, and whether each became one routed job. Not thread-safe. */
final class RequestLoad {
    private static final List<String> TENANTS = List.of("acme", "umbrella", "globex");
    private static final List<Priority> PRIORITIES = List.of(Priority.values());

    private final DispatcherFleet fleet;
    private final Random random = new Random(11);
    /** What was submitted, in order. */
    final List<QueryRequest> submitted = new ArrayList<>();

    RequestLoad(DispatcherFleet fleet) {
        this.fleet = fleet;
    }

    void submit(int jobs) {
        submit(jobs, request -> {});
    }

    /** Submits so many requests after each was given a last touch. */
    void submit(int jobs, Consumer<QueryRequest.Builder> touch) {
        for (int job = 0; job < jobs; job++) {
            var priority = PRIORITIES.get(random.nextInt(PRIORITIES.size()));
            var request = QueryRequest.newBuilder()
                    .setJobId(UUID.randomUUID().toString())
                    .setTopic(fleet.topics.requests(priority))
                    .setTenant(TENANTS.get(random.nextInt(TENANTS.size())))
                    .setPrincipal("robot")
                    .setDatabase(DispatcherFleet.DATABASES.get(random.nextInt(DispatcherFleet.DATABASES.size())))
                    .setQuery(new SqlText(List.of("select * from item where id = " + job)))
                    .setSubmittedAt(Instant.now());
            touch.accept(request);
            QueryRequest ready = request.build();
            submitted.add(ready);
            send(ready);
            // The same request twice is one job.
            if (job % 10 == 0) {
                send(ready);
            }
        }
    }

    void send(QueryRequest request) {
        fleet.send(request.getTopic(), request.getDatabase(), fleet.messages().encode(request));
    }

    /** Waits until the executors have all that was submitted. */
    void awaitAllTaken(PretendExecutors executors) {
        awaitTaken(executors, submitted.size());
    }

    void awaitTaken(PretendExecutors executors, int jobs) {
        await().atMost(DispatcherFleet.PATIENCE).until(() -> {
            fleet.requireAlive();
            return executors.taken.size() >= jobs;
        });
    }

    /** Every job was routed once, and no limit was exceeded. */
    void check(PretendExecutors executors) {
        assertThat(executors.broken).isEmpty();
        assertThat(executors.taken)
                .containsOnlyKeys(submitted.stream().map(QueryRequest::getJobId).toList());
        checkNoneTwice(executors);
    }

    void checkNoneTwice(PretendExecutors executors) {
        assertThat(executors.taken.values()).as("how often each job came").containsOnly(1);
    }
}
