package dev.sluice.standalone.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RowPrinterTest {
    private static String printed(ResultFormat format) throws IOException {
        StringWriter text = new StringWriter();
        RowPrinter printer = new RowPrinter(Screen.plain(new PrintWriter(text)), format);
        printer.page(
                json(
                        "{'jobId':'j','state':'SUCCEEDED','columns':[{'name':'n'},{'name':'price'}],'rows':[[1,'12.50'],[2,null]]}"));
        printer.page(json("{'columns':[{'name':'n'},{'name':'price'}],'rows':[[3,'0.10']]}"));
        printer.end();
        return text.toString();
    }

    private static JsonNode json(String text) throws IOException {
        return Json.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatACapCutOffIsSaid() throws IOException {
        StringWriter text = new StringWriter();
        RowPrinter printer = new RowPrinter(Screen.plain(new PrintWriter(text)), ResultFormat.JSON);
        printer.page(json("{'columns':[{'name':'n'}],'rows':[[1]],'truncated':'MAX_ROWS'}"));
        printer.end();

        assertThat(Json.parse(text.toString().getBytes(StandardCharsets.UTF_8))
                        .path("truncated")
                        .asText())
                .isEqualTo("MAX_ROWS");
        assertThat(printer.incomplete())
                .hasValueSatisfying(words -> assertThat(words).contains("dispatcher.maxRows"));
    }

    @Test
    void pagesAreOneTable() throws IOException {
        assertThat(printed(ResultFormat.TABLE).lines())
                .containsExactly("n  price", "─  ─────", "1  12.50", "2   NULL", "3   0.10", "(3 rows)");
    }

    @Test
    void pagesAreOneCsvFile() throws IOException {
        assertThat(printed(ResultFormat.CSV).lines()).containsExactly("n,price", "1,12.50", "2,", "3,0.10");
    }

    @Test
    void pagesAreOneJsonObject() throws IOException {
        JsonNode whole = Json.parse(printed(ResultFormat.JSON).getBytes(StandardCharsets.UTF_8));

        assertThat(whole.path("jobId").asText() + whole.path("state").asText()).isEqualTo("jSUCCEEDED");
        assertThat(whole.path("rows").toString()).isEqualTo("[[1,\"12.50\"],[2,null],[3,\"0.10\"]]");
        assertThat(whole.path("rowCount").asLong()).isEqualTo(3);
    }
}
