package dev.sluice.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.message.ClaimCheck;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobState;
import dev.sluice.message.QueryReply;
import dev.sluice.message.ReplyKind;
import dev.sluice.schemas.result.ResultAccess;
import dev.sluice.schemas.result.ResultPlace;
import dev.sluice.schemas.result.ResultStore;
import dev.sluice.schemas.result.ResultStores;
import dev.sluice.schemas.result.ResultWriter;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplyAssemblyTest {
    private static final String KEPT = "6b3f6c1e-0000-4000-8000-000000000000";
    private static final String LONG_ROW = "[[\"" + "x".repeat(60) + "\"]]";

    private final ReplyAssembly assembly = new ReplyAssembly(100, Optional.empty());

    @Test
    void inlineRowsNeedNothingButTheOutcome() {
        QueryReply outcome = outcome("r1", 0, "[[1,null,\"a\"]]").build();

        Optional<JobResult> result = assembly.accept(outcome);

        assertThat(result).isPresent();
        assertThat(result.get().rows()).containsExactly(java.util.Arrays.asList(1L, null, "a"));
    }

    @Test
    void chunksInAnyOrderMakeTheRowsInOrderAndThoseOfAnotherExecutionAreIgnored() throws Exception {
        assembly.accept(chunk("given-up", 0, "[[9]]"));
        assembly.accept(chunk("r1", 1, "[[2]]"));
        assembly.accept(chunk("r1", 0, "[[1]]"));

        Optional<JobResult> result = assembly.accept(
                outcome("r1", 2, null).setSha256(hash("[[1]][[2]]")).build());

        assertThat(result).isPresent();
        assertThat(result.get().rows()).containsExactly(List.of(1L), List.of(2L));
    }

    @Test
    void alteredRowsAreRefused() throws Exception {
        QueryReply outcome = outcome("r1", 0, "[[1]]").setSha256(hash("[[2]]")).build();

        assertThatThrownBy(() -> assembly.accept(outcome))
                .isInstanceOfSatisfying(
                        ClientException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ENVELOPE));
    }

    @Test
    void aMissingChunkIsAnErrorNotAShorterResult() {
        assembly.accept(chunk("r1", 0, "[[1]]"));

        assertThatThrownBy(() -> assembly.accept(outcome("r1", 2, null).build()))
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("2 chunks");
    }

    @Test
    void asManyChunksAsExpectedButNotThoseExpectedIsAnError() {
        assembly.accept(chunk("r1", 0, "[[1]]"));
        assembly.accept(chunk("r1", 2, "[[3]]"));

        assertThatThrownBy(() -> assembly.accept(outcome("r1", 2, null).build()))
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("2 chunks");
    }

    @Test
    void aRepeatedChunkCountsOnce() {
        for (int times = 0; times < 5; times++) {
            assembly.accept(chunk("r1", 0, LONG_ROW));
        }

        assertThat(assembly.accept(outcome("r1", 1, null).build())).isPresent();
    }

    @Test
    void aResultOverTheCapIsNotHeldAndIsRefusedAtItsOutcome() {
        assembly.accept(chunk("r1", 0, LONG_ROW));
        assembly.accept(chunk("r1", 1, LONG_ROW));
        assembly.accept(chunk("r1", 2, "[[1]]"));

        assertThat(assembly.heldBytes()).isZero();
        assertThatThrownBy(() -> assembly.accept(outcome("r1", 3, null).build()))
                .isInstanceOfSatisfying(
                        ClientException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RESULT_TOO_LARGE));
    }

    @Test
    void executionsThatWereGivenUpTakeNoRoomFromTheOneThatCounts() {
        for (int tries = 0; tries < 5; tries++) {
            assembly.accept(chunk("given-up-" + tries, 0, LONG_ROW));
        }
        assembly.accept(chunk("r1", 0, LONG_ROW));
        assembly.accept(chunk("given-up-4", 1, LONG_ROW));

        assertThat(assembly.heldBytes()).isLessThanOrEqualTo(100);
        assertThat(assembly.accept(outcome("r1", 1, null).build()).orElseThrow().rows())
                .hasSize(1);
    }

    @Test
    void anExecutionOverTheCapThatWasGivenUpDoesNotFailTheJob() {
        assembly.accept(chunk("given-up", 0, LONG_ROW));
        assembly.accept(chunk("given-up", 1, LONG_ROW));
        assembly.accept(chunk("r1", 0, "[[1]]"));

        assertThat(assembly.accept(outcome("r1", 1, null).build()).orElseThrow().rows())
                .containsExactly(List.of(1L));
    }

    @Test
    void chunksOverTheCapThatCameBeforeRowsWentToAStoreDoNotCount(@TempDir Path folder) throws Exception {
        ReplyAssembly reading = new ReplyAssembly(100, Optional.of(ResultAccess.at(folder.toString())));
        reading.accept(chunk(KEPT, 0, LONG_ROW));
        reading.accept(chunk(KEPT, 1, LONG_ROW));

        JobResult result = reading.accept(kept(folder, "[[1]]", "[[1]]")).orElseThrow();

        assertThat(result.rows()).containsExactly(List.of(1L));
    }

    @Test
    void rowsInAStoreAreReadFromThereAndChunksThatCameBeforeAreIgnored(@TempDir Path folder) throws Exception {
        ReplyAssembly reading = new ReplyAssembly(100, Optional.of(ResultAccess.at(folder.toString())));
        reading.accept(chunk(KEPT, 0, "[[1]]"));

        JobResult result = reading.accept(kept(folder, "[[1]][[2,\"a\"]]", "[[1]][[2,\"a\"]]"))
                .orElseThrow();

        assertThat(result.rows()).containsExactly(List.of(1L), List.of(2L, "a"));
        List<Object> first = new ArrayList<>();
        result.forEachRow(row -> first.add(row.get(0)));
        assertThat(first).containsExactly(1L, 2L);
    }

    @Test
    void rowsInAStoreThatWereAlteredOrHaveExpiredOrCannotBeReachedAreErrors(@TempDir Path folder) throws Exception {
        ReplyAssembly reading = new ReplyAssembly(100, Optional.of(ResultAccess.at(folder.toString())));
        JobResult altered = reading.accept(kept(folder, "[[1]]", "[[2]]")).orElseThrow();
        JobResult unreachable = assembly.accept(altered.outcome()).orElseThrow();

        assertThatThrownBy(altered::rows).hasMessageContaining("altered");
        assertThatThrownBy(unreachable::rows).hasMessageContaining("withResults");
        try (ResultStore store = ResultStores.open(ResultAccess.at(folder.toString()))) {
            store.sweep(LocalDate.of(2027, 1, 1), Instant.EPOCH);
        }
        assertThatThrownBy(altered::rows)
                .isInstanceOfSatisfying(
                        ClientException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    private static QueryReply kept(Path folder, String rows, String hashed) throws Exception {
        ResultAccess access = ResultAccess.at(folder.toString());
        ResultPlace place = new ResultPlace(LocalDate.of(2026, 11, 28), KEPT);
        try (ResultStore store = ResultStores.open(access);
                ResultWriter writer = store.create(place)) {
            writer.write(rows.getBytes(UTF_8), 0, rows.length());
            writer.publish("{}");
        }
        return outcome(KEPT, 0, null)
                .setSha256(hash(hashed))
                .setClaimCheck(new ClaimCheck(access.location().uriOf(place), "{}", (long) rows.length()))
                .build();
    }

    private static QueryReply chunk(String resultId, int number, String rows) {
        return reply(ReplyKind.ROWS, resultId)
                .setChunk(number)
                .setRows(ByteBuffer.wrap(rows.getBytes(UTF_8)))
                .build();
    }

    private static QueryReply.Builder outcome(
            String resultId, int chunks, @org.jspecify.annotations.Nullable String rows) {
        return reply(ReplyKind.OUTCOME, resultId)
                .setState(JobState.SUCCEEDED)
                .setChunks(chunks)
                .setRows(rows == null ? null : ByteBuffer.wrap(rows.getBytes(UTF_8)));
    }

    private static QueryReply.Builder reply(ReplyKind kind, String resultId) {
        return QueryReply.newBuilder()
                .setKind(kind)
                .setJobId("0191d7a0-0000-7000-8000-000000000001")
                .setTenant("acme")
                .setDatabase("demo")
                .setResultId(resultId)
                .setAt(Instant.EPOCH);
    }

    private static String hash(String text) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    }
}
