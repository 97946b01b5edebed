package dev.sluice.standalone.cli.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.standalone.cli.print.Json;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class RequestOptionsTest {
    @Test
    void whatARequestOfABatchSaysItselfWinsOverTheOptions() {
        RequestOptions options =
                CommandLine.populateCommand(new RequestOptions(), "--max-rows", "3", "--max-bytes", "1KiB");

        JsonNode own = options.completed(Json.object().put("sql", "select 1").put("maxRows", 5));
        JsonNode left = options.completed(Json.object().put("sql", "select 1"));

        assertThat(own.path("maxRows").asLong()).isEqualTo(5);
        assertThat(own.path("maxBytes").asLong()).isEqualTo(1_024);
        assertThat(left.path("maxRows").asLong()).isEqualTo(3);
    }
}
