package dev.sluice.executor.once;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.sluice.executor.ExecutorMain;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.apache.kafka.clients.producer.internals.TransactionManager;
import org.slf4j.LoggerFactory;

/** The main class of an executor as it is shipped, looked at from outside: its JDBC driver, its Kafka interceptors, Kafka's log. */
final class MortalExecutor {
    private MortalExecutor() {}

    public static void main(String[] args) throws SQLException {
        DriverManager.registerDriver(new WatchedDriver());
        Logger transactions = (Logger) LoggerFactory.getLogger(TransactionManager.class);
        WatchedCommits commits = new WatchedCommits();
        commits.setContext(transactions.getLoggerContext());
        commits.start();
        transactions.setLevel(Level.DEBUG);
        transactions.setAdditive(false);
        transactions.addAppender(commits);
        ExecutorMain.main(args);
    }
}
