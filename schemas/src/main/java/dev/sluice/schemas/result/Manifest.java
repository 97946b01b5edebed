package dev.sluice.schemas.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.message.Column;
import dev.sluice.message.TruncationReason;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a kept result is.
 *
 * @param sha256 over all row bytes, hex
 * @param truncated which cap cut the rows, so that whoever has the files alone knows it too; NONE for all rows
 * @param columns empty in the copy that an outcome carries, which has them itself
 * @param parts how rows and bytes are spread, so that a reader can begin near a row; see {@link PartIndex}
 */
public record Manifest(
        String resultId,
        long rowCount,
        long bytes,
        String sha256,
        Instant expiresAt,
        TruncationReason truncated,
        List<Column> columns,
        List<PartIndex.Part> parts) {
    /** Row bytes are JSON arrays of rows, one after the other, each row an array of values. */
    private static final String FORMAT = "json-rows";

    private static final int VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    public Manifest {
        columns = List.copyOf(columns);
        parts = List.copyOf(parts);
    }

    /** A place to begin to read at, and the number of the row found there. */
    public record Start(long row, long offset) {}

    /** The last place at or before this row, counted from 0. */
    public Start before(long row) {
        long rows = 0;
        long offset = 0;
        for (PartIndex.Part part : parts) {
            if (rows + part.rows() > row) {
                break;
            }
            rows += part.rows();
            offset += part.bytes();
        }
        return new Start(rows, offset);
    }

    public Manifest withoutColumns() {
        return new Manifest(resultId, rowCount, bytes, sha256, expiresAt, truncated, List.of(), parts);
    }

    public String json() {
        ObjectNode json = JSON.createObjectNode()
                .put("format", FORMAT)
                .put("version", VERSION)
                .put("resultId", resultId)
                .put("rowCount", rowCount)
                .put("bytes", bytes)
                .put("sha256", sha256)
                .put("expiresAt", expiresAt.toString())
                .put("truncated", truncated.name());
        ArrayNode described = json.putArray("columns");
        columns.forEach(column -> described
                .addObject()
                .put("name", column.getName())
                .put("type", column.getType())
                .put("encoding", column.getEncoding())
                .put("nullable", column.getNullable()));
        ArrayNode spread = json.putArray("parts");
        parts.forEach(part -> spread.addObject().put("rows", part.rows()).put("bytes", part.bytes()));
        return json.toString();
    }

    /** Throws IllegalArgumentException for a text that is no manifest this release understands. */
    public static Manifest parse(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            if (!FORMAT.equals(json.path("format").asText())
                    || json.path("version").asInt() != VERSION) {
                throw new IllegalArgumentException("the manifest is of a form that this release does not know");
            }
            List<Column> columns = new ArrayList<>();
            json.path("columns").forEach(column -> columns.add(column(column)));
            List<PartIndex.Part> parts = new ArrayList<>();
            json.path("parts")
                    .forEach(part -> parts.add(new PartIndex.Part(
                            part.path("rows").asLong(), part.path("bytes").asLong())));
            return new Manifest(
                    json.path("resultId").asText(),
                    json.path("rowCount").asLong(),
                    json.path("bytes").asLong(),
                    json.path("sha256").asText(),
                    Instant.parse(json.path("expiresAt").asText()),
                    TruncationReason.valueOf(json.path("truncated").asText(TruncationReason.NONE.name())),
                    columns,
                    parts);
        } catch (JsonProcessingException | DateTimeException broken) {
            throw new IllegalArgumentException("the manifest cannot be read", broken);
        }
    }

    private static Column column(JsonNode json) {
        return new Column(
                json.path("name").asText(),
                json.path("type").asText(),
                json.path("encoding").asText(),
                json.path("nullable").asBoolean());
    }
}
