package dev.sluice.standalone.cli.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.standalone.cli.print.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobTableTest {
    private static final String ID = "0198c1a4-0000-7000-8000-000000000000";

    private final ArrayNode jobs = Json.array();

    private ObjectNode job() {
        return jobs.addObject()
                .put("jobId", ID)
                .put("tenant", "default")
                .put("database", "demo")
                .put("priority", "NORMAL")
                .put("lane", "MEDIUM")
                .put("state", "SUCCEEDED")
                .put("submittedAt", "2026-03-02T09:05:07Z")
                .put("statement", "select *\n  from orders where o_orderkey = ? and o_comment like ?");
    }

    private List<String> lines(int width) {
        return new JobTable(jobs, Instant.parse("2026-03-02T12:00:00Z"), ZoneOffset.UTC).lines(width);
    }

    @Test
    void theStatementTakesWhatIsLeftAndTheRestIsWhole() {
        job();

        assertThat(lines(100)).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
        assertThat(lines(100).getLast())
                .contains(ID, "SUCCEEDED", "09:05:07", "MEDIUM", "select * from")
                .endsWith("…");
        assertThat(lines(80).getLast()).hasSizeLessThanOrEqualTo(80).contains(ID, "SUCCEEDED");
    }

    @Test
    void whatIsAsUsualForAllTakesNoRoom() {
        job();

        assertThat(lines(100).getFirst()).doesNotContain("tenant", "priority", "error");
    }

    @Test
    void whatIsUnusualForOneIsShown() {
        job();
        job().put("tenant", "reports").put("priority", "LOW").putObject("error").put("code", "UNKNOWN_OBJECT");

        assertThat(lines(100).getFirst()).contains("tenant", "priority", "error");
        assertThat(lines(100).getLast()).contains("reports", "LOW", "UNKNOWN_OBJECT");
    }
}
