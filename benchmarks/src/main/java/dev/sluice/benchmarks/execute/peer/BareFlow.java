package dev.sluice.benchmarks.execute.peer;

import com.zaxxer.hikari.HikariDataSource;
import dev.sluice.benchmarks.execute.job.BenchDatabase;
import dev.sluice.benchmarks.execute.job.Contender;
import dev.sluice.benchmarks.execute.job.Question;
import dev.sluice.executor.publish.Delivered;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * The limit of the whole flow: the same hops with nothing in them. A relay that remembers and hands on, the hand-written worker, and a
 * row for each reply. No SQL is looked at and nothing is checked, sealed, limited, claimed, measured or cleaned up.
 */
public final class BareFlow implements Contender {
    private final HikariDataSource historyPool;
    private final BareRelay relay;
    private final BareHistory history;
    private final HandWrittenWorker worker;

    private BareFlow(HikariDataSource historyPool, BareRelay relay, BareHistory history, HandWrittenWorker worker) {
        this.historyPool = historyPool;
        this.relay = relay;
        this.history = history;
        this.worker = worker;
    }

    /** On topics that exist. */
    public static BareFlow start(
            String servers,
            Path state,
            String asked,
            String jobTopic,
            String replyTopic,
            BenchDatabase database,
            Delivered delivery)
            throws SQLException, InterruptedException, TimeoutException {
        JsonJobs jobs = new JsonJobs(jobTopic, replyTopic);
        HikariDataSource historyPool = database.pool(1);
        return new BareFlow(
                historyPool,
                BareRelay.start(servers, state, asked, jobs),
                new BareHistory(servers, jobs.replyTopic(), historyPool),
                new HandWrittenWorker(servers, jobs, asked, database, delivery));
    }

    @Override
    public Asking ready(List<Question> questions) {
        return worker.ready(questions);
    }

    @Override
    public void close() {
        worker.close();
        relay.close();
        history.close();
        historyPool.close();
    }
}
