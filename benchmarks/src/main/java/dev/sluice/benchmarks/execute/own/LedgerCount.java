package dev.sluice.benchmarks.execute.own;

import dev.sluice.benchmarks.execute.job.BenchDatabase;
import java.sql.SQLException;

/** Writes that succeeded by the ledger's account. */
final class LedgerCount {
    private LedgerCount() {}

    static long of(BenchDatabase database, String tenant) throws SQLException {
        return database.count(
                "select count(*) from sluice_ledger where state = 'SUCCEEDED' and tenant = '" + tenant + "'");
    }
}
