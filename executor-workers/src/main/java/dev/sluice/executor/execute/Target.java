package dev.sluice.executor.execute;

import com.zaxxer.hikari.HikariDataSource;
import dev.sluice.executor.breaker.Breaker;
import dev.sluice.executor.claim.Ledger;
import dev.sluice.executor.engine.Engine;

/**
 * A database as jobs meet it: its name, its engine, its ledger, and whether it is worth a try. Shared by all lanes.
 *
 * @param aside connections for what is asked of its server about other connections
 */
public record Target(String database, Engine engine, Ledger ledger, Breaker breaker, HikariDataSource aside) {}
