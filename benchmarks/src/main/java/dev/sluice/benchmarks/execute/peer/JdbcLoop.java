package dev.sluice.benchmarks.execute.peer;

import com.zaxxer.hikari.HikariDataSource;
import dev.sluice.benchmarks.execute.job.BenchDatabase;
import dev.sluice.benchmarks.execute.job.Contender;
import dev.sluice.benchmarks.execute.job.Question;
import dev.sluice.benchmarks.execute.job.RunJob;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The limit: as many threads as connections, each running one statement after another, without a queue that keeps anything. */
public final class JdbcLoop implements Contender {
    private final HikariDataSource pool;
    private final RunJob run;
    private final ExecutorService threads = Executors.newFixedThreadPool(
            CONNECTIONS, Thread.ofPlatform().name("bench-jdbc-", 1).factory());

    public JdbcLoop(BenchDatabase database) {
        this.pool = database.pool(CONNECTIONS);
        this.run = new RunJob(pool);
    }

    @Override
    public Asking ready(List<Question> questions) {
        return () -> ask(questions);
    }

    private void ask(List<Question> questions) {
        Queue<Question> open = new ConcurrentLinkedQueue<>(questions);
        for (int thread = 0; thread < Math.min(CONNECTIONS, questions.size()); thread++) {
            threads.execute(() -> {
                for (Question next = open.poll(); next != null; next = open.poll()) {
                    run.answer(next);
                }
            });
        }
    }

    @Override
    public void close() {
        threads.close();
        pool.close();
    }
}
