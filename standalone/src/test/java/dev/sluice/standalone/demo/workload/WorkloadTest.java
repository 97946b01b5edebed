package dev.sluice.standalone.demo.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.standalone.demo.tpch.TpchQuery;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WorkloadTest {
    private final Workload workload = new Workload("demo", "lite", 2_000, 500);
    private final List<DemoJob> all = Stream.concat(workload.onPostgres().stream(), workload.onSqlite().stream())
            .toList();

    @Test
    void holdsWhatTheDemoPromises() {
        assertThat(all.stream()
                        .filter(job ->
                                job.name().startsWith("TPC-H") && job.database().equals("demo")))
                .hasSize(22);
        assertThat(all.stream().filter(job -> job.name().equals("point select")))
                .hasSize(2_000);
        assertThat(all.stream().filter(job -> job.expected() instanceof Expected.Change))
                .hasSize(500);
        assertThat(all.stream().map(DemoJob::tenant)).contains(Tenant.values());
        assertThat(all.stream().filter(job -> job.door() == DemoJob.Door.REST)).hasSizeBetween(10, 100);
    }

    @Test
    void isTheSameEachTime() {
        assertThat(new Workload("demo", "lite", 2_000, 500).onPostgres()).isEqualTo(workload.onPostgres());
    }

    @Test
    void bothEnginesHaveAllQueriesEachAsOneStatement() {
        assertThat(TpchQuery.of("postgresql")).hasSize(22);
        assertThat(TpchQuery.of("sqlite")).hasSize(22);
        assertThat(all)
                .filteredOn(job -> job.name().startsWith("TPC-H"))
                .allSatisfy(job -> assertThat(job.sql()).doesNotContain(";"));
    }

    @Test
    void noWriteIsMeantTwice() {
        assertThat(all.stream()
                        .filter(job -> job.expected() instanceof Expected.Change)
                        .map(job ->
                                job.database() + job.name() + job.parameters().getFirst()))
                .doesNotHaveDuplicates();
    }
}
