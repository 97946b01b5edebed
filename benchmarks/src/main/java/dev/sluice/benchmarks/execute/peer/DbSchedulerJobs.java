package dev.sluice.benchmarks.execute.peer;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import dev.sluice.benchmarks.execute.job.BenchDatabase;
import dev.sluice.benchmarks.execute.job.Contender;
import dev.sluice.benchmarks.execute.job.Question;
import dev.sluice.benchmarks.execute.job.RunJob;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The statements as one-time tasks of db-scheduler, polled the way its manual advises for throughput. It has a pool of its own for its
 * table, beside that of the statements. Answers are handed over in memory, since it keeps none.
 */
public final class DbSchedulerJobs implements Contender {
    private static final Duration POLL = Duration.ofMillis(100);

    private static final String TABLE = """
            create table if not exists scheduled_tasks (
              task_name text not null, task_instance text not null, task_data bytea, execution_time timestamptz not null,
              picked boolean not null, picked_by text, last_success timestamptz, last_failure timestamptz,
              consecutive_failures int, last_heartbeat timestamptz, version bigint not null, priority smallint,
              primary key (task_name, task_instance));
            create index if not exists scheduled_tasks_execution_time on scheduled_tasks (execution_time);
            create index if not exists scheduled_tasks_last_heartbeat on scheduled_tasks (last_heartbeat)""";

    private final HikariDataSource statements;
    private final HikariDataSource tasks;
    private final Map<String, Question> open = new ConcurrentHashMap<>();
    private final OneTimeTask<String> task;
    private final Scheduler scheduler;

    public DbSchedulerJobs(BenchDatabase database) throws SQLException {
        this.statements = database.pool(CONNECTIONS);
        this.tasks = database.pool(CONNECTIONS);
        try (Connection connection = tasks.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(TABLE);
        }
        RunJob run = new RunJob(statements);
        // The parameter would be the data of a real task; here it is that of the question.
        this.task = Tasks.oneTime("bench", String.class).execute((instance, context) -> answer(instance, run));
        this.scheduler = Scheduler.create(tasks, task)
                .threads(CONNECTIONS)
                .pollingInterval(POLL)
                .pollUsingLockAndFetch(4, 20)
                .enableImmediateExecution()
                .build();
        scheduler.start();
    }

    @Override
    public Asking ready(List<Question> questions) {
        return () -> ask(questions);
    }

    private void ask(List<Question> questions) {
        List<TaskInstance<?>> instances = new ArrayList<>();
        for (Question question : questions) {
            open.put(question.id(), question);
            instances.add(task.instance(question.id(), String.valueOf(question.parameter())));
        }
        Instant now = Instant.now();
        if (instances.size() == 1) {
            scheduler.scheduleIfNotExists(instances.getFirst(), now); // the one way that executes immediately
        } else {
            scheduler.scheduleBatch(instances, now);
        }
    }

    @Override
    public boolean polls() {
        return true;
    }

    @Override
    public void close() {
        scheduler.stop();
        statements.close();
        tasks.close();
    }

    private void answer(TaskInstance<String> instance, RunJob run) {
        Question question = open.remove(instance.getId());
        if (question != null) {
            run.answer(question);
        }
    }
}
