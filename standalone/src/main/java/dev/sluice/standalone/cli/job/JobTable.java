package dev.sluice.standalone.cli.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.standalone.cli.print.Json;
import dev.sluice.standalone.cli.print.ShownTime;
import dev.sluice.standalone.cli.print.Table;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Jobs below each other. The statement comes last and takes what is left of the line; ids and states are always whole. */
final class JobTable {
    private static final String STATEMENT = "statement";

    private final List<JsonNode> jobs;
    private final Instant now;
    private final ZoneId zone;

    JobTable(JsonNode jobs, Instant now, ZoneId zone) {
        this.jobs = StreamSupport.stream(jobs.spliterator(), false).toList();
        this.now = now;
        this.zone = zone;
    }

    /**
     * @param usual what to leave a column out for if all jobs have it: it would take the room of the statement
     */
    private record Column(
            String header,
            Function<JsonNode, String> value,
            @Nullable String usual) {}

    List<String> lines(int width) {
        List<Column> columns = columns().stream().filter(this::worthShowing).toList();
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (JsonNode job : jobs) {
            List<@Nullable String> row = new ArrayList<>();
            columns.forEach(column -> row.add(column.value().apply(job)));
            rows.add(row);
        }
        return Table.lines(columns.stream().map(Column::header).toList(), rows, width, Set.of(STATEMENT));
    }

    private List<Column> columns() {
        return List.of(
                new Column("jobId", job -> Json.text(job, "jobId"), null),
                new Column("time", job -> ShownTime.of(Json.text(job, "submittedAt"), now, zone), null),
                new Column("tenant", job -> Json.text(job, "tenant"), "default"),
                new Column("database", job -> Json.text(job, "database"), null),
                new Column("priority", job -> Json.text(job, "priority"), "NORMAL"),
                new Column("lane", job -> Json.text(job, "lane"), null),
                new Column("state", job -> Json.text(job, "state"), null),
                new Column("error", job -> Json.text(job.path("error"), "code"), ""),
                new Column(STATEMENT, job -> oneLine(Json.text(job, STATEMENT)), null));
    }

    private boolean worthShowing(Column column) {
        return column.usual() == null
                || jobs.stream().anyMatch(job -> !column.value().apply(job).equals(column.usual()));
    }

    private static String oneLine(String statement) {
        return statement.strip().replaceAll("\\s+", " ");
    }
}
