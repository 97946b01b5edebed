package dev.sluice.standalone.cli.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.standalone.cli.print.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DecisionLinesTest {
    private static JsonNode json(String text) throws IOException {
        return Json.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatWasDecidedIsToldLineByLine() throws IOException {
        JsonNode decision = json("{'reason':'Would run.','lane':'FAST','statementKind':'SELECT','parsed':false,"
                + "'tablesRead':['a','b'],'tablesWritten':[],"
                + "'limits':[{'name':'slots','key':'demo/FAST','used':3,'limit':128,'allowed':true}]}");

        assertThat(DecisionLines.of(decision))
                .containsExactly(
                        "  reason      Would run.",
                        "  lane        FAST",
                        "  kind        SELECT (not confirmed by a parser)",
                        "  reads       a, b",
                        "  limit       slots of demo/FAST: 3 of 128 used, lets it pass");
    }

    @Test
    void whatIsNotKnownIsLeftOut() throws IOException {
        assertThat(DecisionLines.of(json("{'lane':null}"))).isEmpty();
    }
}
