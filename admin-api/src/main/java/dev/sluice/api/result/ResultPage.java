package dev.sluice.api.result;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.api.history.RowPage;
import dev.sluice.api.history.RowRange;
import dev.sluice.api.job.JobKey;
import dev.sluice.api.job.JobResult;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** A page of rows with what is needed to read it and to ask for the next. */
record ResultPage(JobKey job, JobResult result, RowPage rows) {
    private static final JsonFactory JSON = new JsonFactory();

    /** As JSON; the rows stand in it exactly as the executor encoded them. */
    String json(RowRange range) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("jobId", job.jobId());
            json.writeStringField("resultId", result.resultId());
            json.writeFieldName("columns");
            json.writeRawValue(result.columns().get().toString());
            json.writeFieldName("rows");
            json.writeRawValue(rows.json());
            json.writeNumberField("offset", range.offset());
            json.writeNumberField("rowCount", result.rowCount());
            json.writeStringField("truncated", result.truncated());
            json.writeFieldName("updateCounts");
            json.writeArray(
                    result.updateCounts().stream().mapToLong(Long::longValue).toArray(),
                    0,
                    result.updateCounts().size());
            long next = range.offset() + rows.count();
            if (rows.count() > 0 && next < result.rowCount()) {
                json.writeNumberField("next", next);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory does not fail", e);
        }
        return text.toString();
    }
}
