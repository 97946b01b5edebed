package dev.sluice.sink.understand;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.Decision;
import dev.sluice.message.DecisionOutcome;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobState;
import dev.sluice.message.QueryReply;
import dev.sluice.message.ReplyKind;
import dev.sluice.schemas.job.ErrorCatalog;
import dev.sluice.sink.fold.JobColumn;
import dev.sluice.sink.fold.Rows;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReplyReadingTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void inlineRowsAreChunkZeroOfOne() {
        Rows rows = understood(reply(JobState.SUCCEEDED)
                .setRowCount(1)
                .setRows(ByteBuffer.wrap("[[1]]".getBytes(StandardCharsets.UTF_8)))
                .build());

        assertThat(rows.chunks()).singleElement().satisfies(chunk -> {
            assertThat(chunk.resultId()).isEqualTo("r1");
            assertThat(chunk.chunk()).isZero();
            assertThat(chunk.rowCount()).isEqualTo(1);
        });
        assertThat(rows.jobs()).singleElement().satisfies(job -> {
            assertThat(job.get(JobColumn.RESULT_CHUNKS)).isEqualTo(1);
            assertThat(job.get(JobColumn.UPDATE_COUNTS)).isEqualTo(List.of());
        });
    }

    @Test
    void aDryRunIsNoJob() {
        assertThat(understood(reply(JobState.VALIDATED).build())).isEqualTo(Rows.NONE);
    }

    @Test
    void aRefusalForConflictSaysNothingAboutTheJobThatHasTheId() {
        QueryReply conflict = reply(JobState.REJECTED)
                .setError(ErrorCatalog.error(ErrorCode.CONFLICT, "the id is taken"))
                .build();

        assertThat(understood(conflict)).isEqualTo(Rows.NONE);
    }

    @Test
    void aDecisionThatOnlyRepeatsTheReasonOfTheEndDoesNotReplaceOneThatSaysMore() {
        Decision bare = Decision.newBuilder()
                .setOutcome(DecisionOutcome.REFUSED)
                .setAt(NOW)
                .setReason("Cancelled while it waited.")
                .build();
        Decision full =
                Decision.newBuilder(bare).setFingerprint("25034e8ad5ff7488").build();

        assertThat(decided(bare)).isNull();
        assertThat(decided(full)).asString().contains("25034e8ad5ff7488");
    }

    private static @Nullable Object decided(Decision decision) {
        Rows rows = understood(reply(JobState.CANCELLED).setDecision(decision).build());
        return rows.jobs().getFirst().get(JobColumn.DECISION);
    }

    @Test
    void anOutcomeWithoutAnEndMakesNoSense() {
        assertThat(ReplyReading.read(reply(JobState.RUNNING).build(), NOW)).isInstanceOf(Understanding.Nonsense.class);
        assertThat(ReplyReading.read(reply(JobState.FAILED).clearState().build(), NOW))
                .isInstanceOf(Understanding.Nonsense.class);
    }

    private static Rows understood(QueryReply reply) {
        return ((Understanding.Understood) ReplyReading.read(reply, NOW)).rows();
    }

    private static QueryReply.Builder reply(JobState state) {
        return QueryReply.newBuilder()
                .setKind(ReplyKind.OUTCOME)
                .setJobId("01935c00-0000-7000-8000-000000000001")
                .setTenant("acme")
                .setDatabase("demo")
                .setResultId("r1")
                .setAt(NOW)
                .setState(state);
    }
}
