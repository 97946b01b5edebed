package dev.sluice.benchmarks.execute.peer;

import com.zaxxer.hikari.HikariDataSource;
import dev.sluice.benchmarks.execute.job.BenchDatabase;
import dev.sluice.benchmarks.execute.job.Contender;
import dev.sluice.benchmarks.execute.job.Question;
import dev.sluice.benchmarks.execute.job.RunJob;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.server.JobActivator;
import org.jobrunr.storage.sql.common.SqlStorageProviderFactory;
import org.jobrunr.utils.mapper.jackson.JacksonJsonMapper;

/**
 * The statements as jobs of JobRunr, which looks for work as often as it allows on an SQL database. It has a pool of its own for its tables,
 * beside that of the statements. Answers are handed over in memory, since it keeps none.
 */
public final class JobRunrJobs implements Contender {
    private static final Duration SHORTEST_POLL = Duration.ofSeconds(5);

    private final HikariDataSource statements;
    private final HikariDataSource jobs;
    private final Map<String, Question> open = new ConcurrentHashMap<>();
    private final JobRequestScheduler scheduler;

    public JobRunrJobs(BenchDatabase database) {
        this.statements = database.pool(CONNECTIONS);
        this.jobs = database.pool(CONNECTIONS);
        Handler handler = new Handler(open, new RunJob(statements));
        this.scheduler = JobRunr.configure()
                .useJsonMapper(new JacksonJsonMapper())
                .useStorageProvider(SqlStorageProviderFactory.using(jobs))
                .useJobActivator(only(handler))
                .useBackgroundJobServer(BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                        .andWorkerCount(CONNECTIONS)
                        .andPollInterval(SHORTEST_POLL))
                .initialize()
                .getJobRequestScheduler();
    }

    @Override
    public Asking ready(List<Question> questions) {
        return () -> ask(questions);
    }

    private void ask(List<Question> questions) {
        questions.forEach(question -> open.put(question.id(), question));
        scheduler.enqueue(questions.stream().map(question -> new Request(question.id(), question.parameter())));
    }

    @Override
    public boolean polls() {
        return true;
    }

    @Override
    public void close() {
        JobRunr.destroy();
        statements.close();
        jobs.close();
    }

    private static JobActivator only(Handler handler) {
        return new JobActivator() {
            @Override
            public <T> T activateJob(Class<T> type) {
                return type.cast(handler);
            }
        };
    }

    /** A job as JobRunr stores it. */
    public record Request(String id, long parameter) implements JobRequest {
        @Override
        public Class<Handler> getJobRequestHandler() {
            return Handler.class;
        }
    }

    /** Runs the question that a stored job stands for. */
    public record Handler(Map<String, Question> open, RunJob run) implements JobRequestHandler<Request> {
        @Override
        public void run(Request request) {
            Question question = open.remove(request.id());
            if (question != null) {
                run.answer(question);
            }
        }
    }
}
