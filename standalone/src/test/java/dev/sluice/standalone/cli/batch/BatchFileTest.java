package dev.sluice.standalone.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.sluice.standalone.cli.print.Json;
import dev.sluice.standalone.cli.shell.UsageException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchFileTest {
    @Test
    void aListAndLinesAreTheSameRequests() throws UsageException {
        List<JsonNode> list = BatchFile.parse(" [{\"sql\": \"a\"},\n {\"sql\": \"b\"}]");
        List<JsonNode> lines = BatchFile.parse("{\"sql\": \"a\"}\n\n{\"sql\": \"b\"}\n");

        assertThat(list).hasSize(2).isEqualTo(lines);
    }

    @Test
    void aLineThatIsNoJsonIsNamed() {
        assertThatThrownBy(() -> BatchFile.parse("{}\n{\"sql\": "))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("line 2 is no JSON")
                .hasMessageContaining("nothing was submitted");
    }

    @Test
    void noCallIsLargerThanTheApiTakes() {
        JsonNode small = Json.object().put("sql", "x");
        JsonNode large = Json.object().put("sql", "x".repeat(400 * 1024));

        assertThat(Calls.of(Collections.nCopies(1_201, small)))
                .extracting(ArrayNode::size)
                .containsExactly(500, 500, 201);
        assertThat(Calls.of(List.of(small, large, large, large, small)))
                .extracting(ArrayNode::size)
                .containsExactly(3, 2);
    }
}
