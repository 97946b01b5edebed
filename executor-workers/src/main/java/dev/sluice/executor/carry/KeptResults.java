package dev.sluice.executor.carry;

import dev.sluice.executor.publish.ChunkSender;
import dev.sluice.runtime.service.Health;
import dev.sluice.schemas.result.ResultAccess;
import dev.sluice.schemas.result.ResultStore;
import dev.sluice.schemas.result.ResultStores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The store of this executor, if it has one, from start to close. Thread-safe. */
public final class KeptResults {
    private static final Logger log = LoggerFactory.getLogger(KeptResults.class);
    /** Longer than a statement may run, so that nothing under way is taken for abandoned. */
    private static final Duration ABANDONED_AFTER = Duration.ofDays(2);

    private final ResultSettings settings;
    private final InstantSource clock;
    private volatile @Nullable ResultStore store;
    private volatile Health health = Health.up();

    public KeptResults(ResultSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Finds the store, without asking it for anything. Throws UncheckedIOException if none serves the location. */
    public void start() {
        settings.store().ifPresent(access -> {
            try {
                store = ResultStores.open(access);
            } catch (IOException unserved) {
                throw new UncheckedIOException("results.location cannot be used: " + unserved.getMessage(), unserved);
            }
        });
    }

    /** What carries the rows of one execution, which may take so long: its result is kept for the whole retention after that. */
    public RowCarrier carrier(ChunkSender chunks, String resultId, Duration timeout) {
        ResultStore open = store;
        ResultAccess access = settings.store().orElse(null);
        if (open == null || access == null) {
            return new RowCarrier(chunks, null, this);
        }
        Instant expiresAt = clock.instant().plus(timeout).plus(settings.retention());
        return new RowCarrier(chunks, new Overflow(this, open, access.location(), resultId, expiresAt), this);
    }

    /** Deletes what has expired. Fails quietly: the next sweep finds it as well. */
    public void sweep() {
        ResultStore open = store;
        if (open == null) {
            return;
        }
        Instant now = clock.instant();
        try {
            int swept = open.sweep(now.atZone(ZoneOffset.UTC).toLocalDate(), now.minus(ABANDONED_AFTER));
            log.atInfo().addKeyValue("results", swept).log("Deleted results that had expired");
        } catch (IOException | RuntimeException failure) {
            log.atWarn().setCause(failure).log("Expired results could not be deleted; the next sweep tries again");
        }
    }

    /** Degraded from a result that could not be kept until one that could. */
    public Health check() {
        return health;
    }

    public void close() {
        ResultStore open = store;
        store = null;
        if (open != null) {
            open.close();
        }
    }

    ResultSettings settings() {
        return settings;
    }

    void kept() {
        health = Health.up();
    }

    void failed(Exception why) {
        health = new Health.Degraded("large results cannot be kept: " + why.getMessage());
    }
}
