package dev.sluice.standalone.demo;

import dev.sluice.client.ClientSettings;
import dev.sluice.client.SluiceClient;
import dev.sluice.schemas.registry.HttpSchemaRegistry;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.standalone.cli.print.ProgressBar;
import dev.sluice.standalone.cli.print.Screen;
import dev.sluice.standalone.cli.rest.SluiceApi;
import dev.sluice.standalone.demo.report.DemoReport;
import dev.sluice.standalone.demo.report.Scoreboard;
import dev.sluice.standalone.demo.report.Tally;
import dev.sluice.standalone.demo.run.JobRun;
import dev.sluice.standalone.demo.run.TenantFeed;
import dev.sluice.standalone.demo.tpch.TpchQuery;
import dev.sluice.standalone.demo.verify.PlainJdbc;
import dev.sluice.standalone.demo.workload.EffectCount;
import dev.sluice.standalone.demo.workload.Workload;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** The demo on a running platform, from empty databases to the report. One run per instance. */
public final class Demo {
    private static final long REDRAW_MILLIS = 200;

    private final DemoOptions options;
    private final Screen screen;
    private final InstantSource clock;
    private final long commandStarted;
    private final Workload workload;
    private final Scoreboard scoreboard = new Scoreboard();
    private final AtomicLong firstResultNanos = new AtomicLong();

    /** @param commandStarted by {@link System#nanoTime()}, before the platform was */
    public Demo(DemoOptions options, Screen screen, InstantSource clock, long commandStarted) {
        this.options = options;
        this.screen = screen;
        this.clock = clock;
        this.commandStarted = commandStarted;
        this.workload = new Workload(Platform.POSTGRES, Platform.SQLITE, options.pointSelects(), options.writes());
    }

    /** Blocks until every job has been judged. */
    public DemoReport run(Platform platform) throws SQLException, InterruptedException {
        try (References databases = new References(platform);
                SluiceClient client = client(platform);
                JobRun run = new JobRun(client, SluiceApi.at(platform.api()), databases.plainJdbc(), scoreboard)) {
            CompletableFuture<Void> first = load(databases, run);
            long started = System.nanoTime();
            watch(CompletableFuture.allOf(
                    first,
                    TenantFeed.start("postgresql", workload.onPostgres(), options.underWay(), run),
                    TenantFeed.start("sqlite", workload.onSqlite(), options.underWay(), run)));
            return report(databases, Duration.ofNanos(System.nanoTime() - started));
        }
    }

    /** What was wrong, job by job; empty if all matched. */
    public List<String> complaints() {
        return scoreboard.complaints();
    }

    private CompletableFuture<Void> load(References databases, JobRun run) throws SQLException {
        DataLoad load = new DataLoad(options.scale(), workload, screen, clock);
        CompletableFuture<Void> first = new CompletableFuture<>();
        try (Connection connection = databases.postgres().getConnection()) {
            load.postgres(connection, () -> {
                var unused = run.submit(workload.first()).thenRun(() -> {
                    firstResultNanos.set(System.nanoTime() - commandStarted);
                    first.complete(null);
                });
            });
        }
        try (Connection connection = databases.sqlite().getConnection()) {
            load.sqlite(connection);
        }
        return first;
    }

    private void watch(CompletableFuture<Void> all) throws InterruptedException {
        ProgressBar bar = new ProgressBar(screen, clock, "jobs");
        long expected = 1L + workload.onPostgres().size() + workload.onSqlite().size();
        while (true) {
            try {
                all.get(REDRAW_MILLIS, TimeUnit.MILLISECONDS);
                bar.done(standing(scoreboard.tally()));
                return;
            } catch (TimeoutException e) {
                bar.at(scoreboard.tally().jobs(), expected, standing(scoreboard.tally()));
            } catch (ExecutionException e) {
                throw new IllegalStateException("the load broke off: " + e.getCause(), e);
            }
        }
    }

    private String standing(Tally tally) {
        return String.format(
                Locale.ROOT,
                "%,d right, %,d refused as expected, %,d wrong; p50 %.0f ms",
                tally.succeeded(),
                tally.failedAsExpected(),
                tally.failedUnexpectedly() + tally.mismatches(),
                scoreboard.millisAt(50));
    }

    private DemoReport report(References databases, Duration running) throws SQLException, InterruptedException {
        Tally tally = scoreboard.tally();
        EffectCount effects = EffectCount.of(new PlainJdbc(databases.postgres()), workload.postgresWrites())
                .plus(EffectCount.of(new PlainJdbc(databases.sqlite()), workload.sqliteWrites()));
        Map<String, String> lanes = new LanesTaken(databases.history()).after(tally.succeeded());
        return new DemoReport(
                tally,
                scoreboard.byLane(lanes),
                new DemoReport.Effects(effects.duplicates(), effects.missing()),
                TpchQuery.missing("sqlite", "no variant in its dialect"),
                new DemoReport.Latency(scoreboard.millisAt(50), scoreboard.millisAt(99)),
                new DemoReport.Times(
                        Duration.ofNanos(firstResultNanos.get()),
                        running,
                        Duration.ofNanos(System.nanoTime() - commandStarted)));
    }

    private static SluiceClient client(Platform platform) {
        return new SluiceClient(
                ClientSettings.of(platform.bootstrapServers(), "demo", "demo"),
                new HttpSchemaRegistry(RegistrySettings.at(platform.registry())));
    }
}
