package dev.sluice.api.result;

import dev.sluice.api.history.RowPage;
import dev.sluice.api.history.RowRange;
import dev.sluice.api.problem.Problem;
import dev.sluice.message.ErrorCode;
import dev.sluice.schemas.result.Manifest;
import dev.sluice.schemas.result.ResultAccess;
import dev.sluice.schemas.result.ResultGoneException;
import dev.sluice.schemas.result.ResultPlace;
import dev.sluice.schemas.result.ResultStore;
import dev.sluice.schemas.result.ResultStores;
import dev.sluice.schemas.result.RowStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Results that lie in a store, a page at a time. Thread-safe; blocks threads of its own alone. */
public final class StoredRows {
    private static final Logger log = LoggerFactory.getLogger(StoredRows.class);
    private static final int THREADS = 8;
    private static final int WAITING = 100;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final Optional<ResultAccess> access;
    private final ThreadPoolExecutor threads;
    private volatile @Nullable ResultStore store;

    public StoredRows(Optional<ResultAccess> access) {
        this.access = access;
        AtomicInteger number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(WAITING),
                task -> new Thread(task, "api-results-" + number.incrementAndGet()));
        threads.allowCoreThreadTimeOut(true);
    }

    /** Finds the store, without asking it for anything. Throws if none serves the location. */
    public void start() throws IOException {
        store = access.isPresent() ? ResultStores.open(access.get()) : null;
    }

    public void stop() {
        threads.shutdownNow();
        ResultStore open = store;
        if (open != null) {
            open.close();
        }
    }

    /** Rows of the result that this URI names. */
    CompletableFuture<RowPage> page(String uri, RowRange range) {
        try {
            return CompletableFuture.supplyAsync(() -> read(uri, range), threads);
        } catch (RejectedExecutionException full) {
            return CompletableFuture.failedFuture(unavailable("too many calls read from it"));
        }
    }

    /** The rows from this number on, read on the calling thread; the caller closes them. */
    RowStream from(String uri, long first) throws IOException {
        Kept kept = kept(uri);
        Manifest.Start start = kept.manifest().before(first);
        RowStream rows = kept.rows(start);
        for (long row = start.row(); row < first; row++) {
            rows.next();
        }
        return rows;
    }

    /** A result that is there. */
    private record Kept(ResultStore store, ResultPlace place, Manifest manifest) {
        RowStream rows(Manifest.Start start) throws IOException {
            return new RowStream(store.rows(place, start.offset()), manifest.rowCount() - start.row());
        }
    }

    private Kept kept(String uri) throws IOException {
        ResultStore open = store;
        ResultPlace place =
                access.flatMap(reach -> reach.location().placeOf(uri)).orElse(null);
        if (open == null || place == null) {
            throw unavailable("the rows lie at " + uri + ", which is not under the results.location of this API");
        }
        return new Kept(open, place, Manifest.parse(open.manifest(place)));
    }

    private RowPage read(String uri, RowRange range) {
        try {
            Kept kept = kept(uri);
            Manifest.Start start = kept.manifest().before(range.offset());
            RowPage page = new RowPage(range);
            if (start.row() < kept.manifest().rowCount()) {
                try (RowStream rows = kept.rows(start)) {
                    page.take(rows, start.row());
                }
            }
            return page;
        } catch (ResultGoneException gone) {
            throw Problem.of(ErrorCode.NOT_FOUND, "the rows have expired: run the job again")
                    .exception();
        } catch (IOException | IllegalArgumentException failure) {
            log.atWarn()
                    .addKeyValue("errorCode", ErrorCode.RESULT_STORE_UNAVAILABLE)
                    .setCause(failure)
                    .log("Rows cannot be read from the store; the caller gets a 503");
            throw unavailable("the rows cannot be read from where they are kept");
        }
    }

    private static RuntimeException unavailable(String why) {
        return Problem.retryable(ErrorCode.RESULT_STORE_UNAVAILABLE, why, RETRY_AFTER)
                .exception();
    }
}
