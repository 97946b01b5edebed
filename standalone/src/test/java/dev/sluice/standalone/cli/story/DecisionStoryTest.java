package dev.sluice.standalone.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.standalone.cli.print.Json;
import dev.sluice.standalone.cli.print.Screen;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionStoryTest {
    private static final String HELD =
            "{'outcome':'HELD','reason':'Waits for a slot.','lane':'FAST','statementKind':'SELECT',"
                    + "'statementClass':'READ','complexity':'SIMPLE','parsed':false,'tablesRead':['a','b'],'tablesWritten':[],"
                    + "'functions':['now'],'traits':['joins 1'],'template':'top v2','policies':['nightly'],"
                    + "'predictedMillis':1234.0,'predictedP95Millis':65000.0,'predictionSource':'history','samples':37,"
                    + "'queuePosition':3,'etaMillis':2100,"
                    + "'limits':[{'name':'slots','key':'demo/FAST','used':12,'limit':12,'allowed':false},"
                    + "{'name':'result memory','key':'demo/acme','used':1572864,'limit':268435456,'allowed':true}]}";

    private final StringWriter text = new StringWriter();

    private static JsonNode json(String text) throws IOException {
        return Json.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aHeldJobIsToldWithTheLimitThatHoldsIt() throws IOException {
        assertThat(DecisionStory.of(json(HELD), Screen.plain(new PrintWriter(text))))
                .containsExactly(
                        "  reason      Waits for a slot.",
                        "  kind        SELECT, class READ (not confirmed by a parser)",
                        "  complexity  SIMPLE",
                        "  reads       a, b",
                        "  calls       now",
                        "  traits      joins 1",
                        "  template    top v2",
                        "  policies    nightly",
                        "  predicted   1.2 s mostly, within 1.1 min in 19 of 20; measured in 37 executions",
                        "  lane        FAST",
                        "  in line     3 before it, about 2.1 s to go",
                        "",
                        "  limit          whose      used     of",
                        "  ─────────────  ─────────  ───────  ─────────",
                        "  slots          demo/FAST       12         12  ◀ holds it",
                        "  result memory  demo/acme  1.5 MiB  256.0 MiB");
    }

    @Test
    void whereColourIsWantedTheLimitThatHoldsItIsRed() throws IOException {
        Screen colour = new Screen(new PrintWriter(text), true, true, 100);

        assertThat(DecisionStory.of(json(HELD), colour))
                .filteredOn(line -> line.contains("\u001b[31m"))
                .singleElement()
                .asString()
                .contains("slots", "holds it");
    }

    @Test
    void whatIsNotKnownIsLeftOut() throws IOException {
        assertThat(DecisionStory.of(json("{'lane':null}"), Screen.plain(new PrintWriter(text))))
                .isEmpty();
    }

    @Test
    void anEndedJobIsToldWithItsTimes() throws IOException {
        List<String> lines = new JobStory(
                        Instant.parse("2026-11-21T12:00:09Z"), ZoneOffset.UTC, Screen.plain(new PrintWriter(text)))
                .of(json("{'jobId':'j1','tenant':'acme','database':'demo','priority':'HIGH',"
                        + "'statement':'select\\n  1','submittedAt':'2026-11-21T12:00:00Z',"
                        + "'admittedAt':'2026-11-21T12:00:02Z','endedAt':'2026-11-21T12:00:02.015Z','attempt':1,"
                        + "'ended':true,'decision':{'at':'2026-11-21T12:00:01Z','reason':'Runs.',"
                        + "'limits':[{'name':'slots','key':'demo/FAST','used':1,'limit':1,'allowed':false}]}}"));

        assertThat(lines)
                .containsExactly(
                        "  job         j1",
                        "  of          tenant acme, database demo, priority high",
                        "  statement   select 1",
                        "  submitted   12:00:00",
                        "  admitted    12:00:02, 2.0 s later",
                        "  ended       12:00:02, 15 ms later",
                        "  decided     12:00:01",
                        "  reason      Runs.",
                        "",
                        "  limit  whose      used  of",
                        "  ─────  ─────────  ────  ──",
                        "  slots  demo/FAST     1   1  ◀ held it");
    }
}
