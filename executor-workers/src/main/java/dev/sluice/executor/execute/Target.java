package dev.sluice.executor.execute;

import com.zaxxer.hikari.HikariDataSource;
import dev.sluice.executor.breaker.Breaker;
import dev.sluice.executor.claim.Ledger;
import dev.sluice.executor.engine.Access;
import dev.sluice.executor.engine.Engine;
import dev.sluice.message.QueryJob;
import dev.sluice.message.StatementClass;

/**
 * A database as jobs meet it: its name, its engine, its ledger, and whether it is worth a try. Shared by all lanes.
 *
 * @param aside connections for what is asked of its server about other connections
 */
public record Target(String database, Engine engine, Ledger ledger, Breaker breaker, HikariDataSource aside) {
    /** How this job meets the database. */
    public Access access(QueryJob job) {
        if (job.getStatementClass() == StatementClass.READ) {
            return Access.READ;
        }
        return engine.transactional(job.getStatements()) ? Access.WRITE : Access.PLAIN;
    }
}
