package dev.sluice.api.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Told;
import dev.sluice.api.job.JobKey;
import dev.sluice.api.job.JobView;
import dev.sluice.message.CommandAnswer;
import dev.sluice.message.Decision;
import dev.sluice.message.DecisionOutcome;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.EventType;
import dev.sluice.message.JobState;
import dev.sluice.message.Priority;
import dev.sluice.message.QueryReply;
import dev.sluice.message.QueryRequest;
import dev.sluice.message.SqlText;
import dev.sluice.schemas.job.ErrorCatalog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RecentJobsTest {
    private static final String ID = "0193e000-0000-7000-8000-000000000001";
    private static final JobKey KEY = new JobKey("default", ID);

    private final Tally tally = new Tally(InstantSource.fixed(Instant.parse("2026-11-21T12:00:05Z")));
    private final RecentJobs jobs = new RecentJobs(1 << 24, tally);

    @Test
    void whateverTheOrderOfItsAccountsAJobEndsWithAllThatWasTold() {
        for (int seed = 0; seed < 200; seed++) {
            RecentJobs shuffled = new RecentJobs(1 << 24, tally);
            List<Runnable> accounts = new ArrayList<>(List.of(
                    () -> shuffled.submitted(KEY, request(), Priority.NORMAL, null),
                    () -> shuffled.happened(Told.event(ID, EventType.ADMITTED, JobState.ADMITTED)),
                    () -> shuffled.happened(Told.event(ID, EventType.RUNNING, JobState.RUNNING)),
                    () -> shuffled.happened(Told.event(ID, EventType.SUCCEEDED, JobState.SUCCEEDED)),
                    () -> shuffled.answered(Told.outcome(ID, JobState.SUCCEEDED, "[[1]]"))));
            Collections.shuffle(accounts, new Random(seed));

            accounts.forEach(Runnable::run);

            JobView view = shuffled.find(KEY).orElseThrow();
            assertThat(view.progress().state()).as("seed %d", seed).isEqualTo(JobState.SUCCEEDED);
            assertThat(view.submission().statement()).isEqualTo("select 1");
            assertThat(view.submission().submittedAt()).isEqualTo("2026-11-21T12:00:00Z");
            assertThat(view.progress().decision()).isNotNull();
            assertThat(view.result()).isNotNull();
        }
    }

    @Test
    void answersToCommandsAndWhatALaterReleaseTellsLeaveAJobAsItIs() {
        jobs.submitted(KEY, request(), Priority.NORMAL, null);
        jobs.happened(Told.event(ID, EventType.ADMITTED, JobState.ADMITTED));
        JobView before = jobs.find(KEY).orElseThrow();

        jobs.happened(Told.answer(ID, "c1", CommandAnswer.CANCELLED));
        jobs.happened(Told.explained(ID, "c2"));
        jobs.happened(Told.event(ID, EventType.OTHER, JobState.FAILED));

        assertThat(jobs.find(KEY)).containsSame(before);
    }

    @Test
    void anEndWithNothingButItsReasonLeavesTheDecisionThatSaysMore() {
        jobs.happened(Told.event(ID, EventType.QUEUED, JobState.QUEUED));
        Decision bare = Decision.newBuilder()
                .setOutcome(DecisionOutcome.REFUSED)
                .setAt(Instant.parse("2026-11-21T12:00:03Z"))
                .setReason("Cancelled while it waited.")
                .build();

        jobs.answered(QueryReply.newBuilder(Told.outcome(ID, JobState.CANCELLED, "[]"))
                .setDecision(bare)
                .build());

        assertThat(jobs.find(KEY).orElseThrow().progress().decision())
                .extracting(decision -> decision.get().path("reason").asText())
                .isEqualTo("a lease was free");
    }

    @Test
    void anEndedJobNeverEndsInAnotherWay() {
        jobs.happened(Told.event(ID, EventType.FAILED, JobState.FAILED));
        jobs.happened(Told.event(ID, EventType.RUNNING, JobState.RUNNING));
        jobs.answered(Told.outcome(ID, JobState.SUCCEEDED, "[]"));

        assertThat(jobs.find(KEY).orElseThrow().progress().state()).isEqualTo(JobState.FAILED);
    }

    @Test
    void aConflictShowsUntilTheFirstJobIsHeardOf() {
        jobs.submitted(KEY, request(), Priority.NORMAL, "digest");
        jobs.answered(conflict());
        JobState shown = jobs.find(KEY).orElseThrow().progress().state();

        jobs.happened(Told.event(ID, EventType.RUNNING, JobState.RUNNING));
        jobs.answered(conflict());

        assertThat(shown).isEqualTo(JobState.REJECTED);
        assertThat(jobs.find(KEY).orElseThrow().progress().state()).isEqualTo(JobState.RUNNING);
    }

    @Test
    void jobsOfTwoTenantsWithOneIdAreTwoJobs() {
        jobs.submitted(KEY, request(), Priority.NORMAL, null);
        jobs.submitted(new JobKey("acme", ID), request(), Priority.NORMAL, null);
        jobs.happened(Told.event(ID, EventType.SUCCEEDED, JobState.SUCCEEDED));

        assertThat(jobs.find(ID)).hasSize(2);
        assertThat(jobs.find(new JobKey("acme", ID)).orElseThrow().ended()).isFalse();
    }

    @Test
    void whoWaitsIsToldOfTheEnd() throws Exception {
        var early = jobs.whenEnded(KEY, Duration.ofSeconds(20));
        jobs.happened(Told.event(ID, EventType.SUCCEEDED, JobState.SUCCEEDED));

        assertThat(early.get(5, TimeUnit.SECONDS)).isPresent();
        assertThat(jobs.whenEnded(KEY, Duration.ofSeconds(20)).get(5, TimeUnit.SECONDS))
                .isPresent();
        assertThat(jobs.whenEnded(new JobKey("default", "other"), Duration.ofMillis(1))
                        .get(5, TimeUnit.SECONDS))
                .isEmpty();
    }

    @Test
    void jobsAreCountedByLaneAndState() {
        jobs.submitted(KEY, request(), Priority.NORMAL, null);
        assertThat(tally.counts()).isEqualTo(Map.of("NONE", Map.of("QUEUED", 1L)));

        jobs.happened(Told.event(ID, EventType.ADMITTED, JobState.ADMITTED));
        assertThat(tally.counts()).isEqualTo(Map.of("FAST", Map.of("ADMITTED", 1L)));

        jobs.happened(Told.event(ID, EventType.SUCCEEDED, JobState.SUCCEEDED));
        jobs.happened(Told.event(ID, EventType.SUCCEEDED, JobState.SUCCEEDED));
        assertThat(tally.counts()).isEqualTo(Map.of("FAST", Map.of("SUCCEEDED", 1L)));
    }

    private static QueryRequest request() {
        return QueryRequest.newBuilder()
                .setJobId(ID)
                .setTopic("t")
                .setTenant("default")
                .setPrincipal("ann")
                .setDatabase("demo")
                .setQuery(new SqlText(List.of("select 1")))
                .setSubmittedAt(Instant.parse("2026-11-21T12:00:00Z"))
                .build();
    }

    private static QueryReply conflict() {
        return QueryReply.newBuilder(Told.outcome(ID, JobState.REJECTED, "[]"))
                .setError(ErrorCatalog.error(ErrorCode.CONFLICT, "another content"))
                .build();
    }
}
