package dev.sluice.api.result;

import dev.sluice.api.history.RowPage;
import dev.sluice.api.history.RowRange;
import dev.sluice.api.job.JobResult;
import dev.sluice.api.job.JobView;
import dev.sluice.api.problem.Problem;
import dev.sluice.message.ErrorCode;
import dev.sluice.schemas.result.RowStream;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the rows of a result as lines of JSON, as fast as the reader takes them, on a thread of the call's own. Memory holds a page of
 * it, or one row where the result lies in a store. Thread-safe.
 *
 * <p>INVARIANT: an answer that ends as HTTP wants it has all the lines. Whatever fails after the first of them breaks the connection, because
 * the status has been sent by then.
 */
final class RowLines {
    static final String TYPE = "application/x-ndjson";

    private static final Logger log = LoggerFactory.getLogger(RowLines.class);
    private static final int AT_ONCE = 64;
    private static final int PAGE_ROWS = 10_000;
    private static final int PAGE_BYTES = 512 * 1024;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final ResultRows rows;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("api-lines-", 1).factory());
    private final Semaphore room = new Semaphore(AT_ONCE);

    RowLines(ResultRows rows) {
        this.rows = rows;
    }

    /** Whether the caller asks for lines. */
    static boolean wanted(Context context) {
        String accepted = context.header("Accept");
        return accepted != null && accepted.contains(TYPE);
    }

    /** Answers the call with the job's rows from one on, so many at most, once the job is there. */
    void answer(Context context, Supplier<CompletableFuture<JobView>> job, long offset, long limit) {
        context.async(
                how -> {
                    how.executor = threads;
                    how.timeout = 0; // a long result takes its time; a reader that takes nothing is left by the server
                },
                () -> {
                    if (!room.tryAcquire()) {
                        throw Problem.retryable(ErrorCode.RATE_LIMITED, "too many results are being read", RETRY_AFTER)
                                .exception();
                    }
                    try {
                        write(context, job.get().join(), offset, limit);
                    } finally {
                        room.release();
                    }
                });
    }

    private void write(Context context, JobView job, long offset, long limit) {
        // What is wrong from the beginning is found here, and answered as any problem is.
        ResultPage first = rows.of(job, page(offset, limit)).join();
        JobResult result = first.result();
        long count = Math.clamp(result.rowCount() - offset, 0, limit);
        context.contentType(TYPE)
                .header("Sluice-Result-Id", result.resultId())
                .header("Sluice-Row-Count", Long.toString(result.rowCount()))
                .header("Sluice-Truncated", result.truncated());
        try {
            OutputStream out = context.res().getOutputStream();
            if (result.keptAt() == null) {
                pages(job, first, offset, count, out);
            } else {
                stored(result.keptAt(), offset, count, out);
            }
            out.flush();
        } catch (IOException | RuntimeException failure) {
            log.atInfo()
                    .addKeyValue("jobId", job.key().jobId())
                    .setCause(failure)
                    .log(
                            "Lines of a result ended before their time; the connection is broken so that the reader knows");
            cut(context);
        }
    }

    private void pages(JobView job, ResultPage first, long offset, long count, OutputStream out) throws IOException {
        RowPage page = first.rows();
        long written = 0;
        while (written < count) {
            if (page.count() == 0) {
                throw new IOException("rows from " + (offset + written) + " on are not there");
            }
            try (RowStream stream = page.stream()) {
                written += lines(stream, page.count(), out);
            }
            if (written < count) {
                page = rows.of(job, page(offset + written, count - written))
                        .join()
                        .rows();
            }
        }
    }

    private void stored(String uri, long offset, long count, OutputStream out) throws IOException {
        if (count == 0) {
            return;
        }
        try (RowStream stream = rows.stored().from(uri, offset)) {
            if (lines(stream, count, out) < count) {
                throw new IOException("the rows in the store end too soon");
            }
        }
    }

    private static long lines(RowStream rows, long most, OutputStream out) throws IOException {
        for (long written = 0; written < most; written++) {
            Optional<byte[]> row = rows.next();
            if (row.isEmpty()) {
                return written;
            }
            out.write(row.get());
            out.write('\n');
        }
        return most;
    }

    private static RowRange page(long offset, long limit) {
        return new RowRange(offset, (int) Math.min(limit, PAGE_ROWS), PAGE_BYTES);
    }

    private static void cut(Context context) {
        ServletContextRequest.getServletContextRequest(context.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .close();
    }
}
