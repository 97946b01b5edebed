package dev.sluice.executor.carry;

import dev.sluice.runtime.settings.DataSize;
import dev.sluice.runtime.settings.Secret;
import dev.sluice.runtime.settings.SettingsReader;
import dev.sluice.schemas.result.ResultAccess;
import dev.sluice.schemas.result.ResultLocation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where results go that are too large for the reply topic.
 *
 * @param store where they are kept; without one, every result goes in chunks however large it is
 * @param chunkBudget bytes of rows that go in chunks at most
 * @param retention how long a result is kept
 * @param spool folder for the copy of what went in chunks, until it is known whether that is all
 */
public record ResultSettings(Optional<ResultAccess> store, DataSize chunkBudget, Duration retention, Path spool) {
    private static final Duration USUAL_RETENTION = Duration.ofDays(7);
    private static final DataSize USUAL_BUDGET = DataSize.ofMebibytes(8);

    /** No store. */
    public static ResultSettings none() {
        return new ResultSettings(Optional.empty(), USUAL_BUDGET, USUAL_RETENTION, temporary());
    }

    /** Reads {@code results.*}, which the readers of results have too, and {@code executor.results.*}. */
    public static ResultSettings read(SettingsReader reader) {
        Optional<ResultLocation> location = reader.parsed(
                "results.location",
                "",
                text -> text.isEmpty() ? Optional.empty() : Optional.of(ResultLocation.parse(text)),
                "Where large results are kept: a folder or s3://bucket/prefix?endpoint=…; empty: large results go in chunks");
        String user = reader.text("results.user", "", "Access key of that store; empty: as its environment says");
        String password = reader.secret("results.password", new Secret(""), "Secret key of that store")
                .reveal();
        Duration retention = reader.duration(
                "executor.results.retention", USUAL_RETENTION, "How long a large result is kept at least");
        if (!retention.isPositive()) {
            reader.problem("executor.results.retention", "must be longer than nothing");
            retention = USUAL_RETENTION;
        }
        return new ResultSettings(
                location.map(place -> new ResultAccess(place, user, password)),
                reader.size(
                        "executor.results.chunkBudget",
                        USUAL_BUDGET,
                        "Rows that go over the reply topic at most; a larger result goes to results.location"),
                retention,
                reader.path(
                        "executor.results.spool", temporary(), "Folder for copies of chunks while a result is read"));
    }

    private static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
    }
}
