package dev.sluice.sink.understand;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.message.AttemptStart;
import dev.sluice.message.DeadLetter;
import dev.sluice.sink.fold.DeadLetterRow;
import dev.sluice.sink.fold.PlainText;
import dev.sluice.sink.fold.Rows;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** What a dead letter says. */
final class DeadLetterReading {
    private DeadLetterReading() {}

    static Rows read(DeadLetter letter) {
        return Rows.of(new DeadLetterRow(
                letter.getId(),
                new DeadLetterRow.Source(
                        letter.getSourceTopic(), letter.getSourcePartition(), letter.getSourceOffset()),
                new DeadLetterRow.Concerns(letter.getJobId(), letter.getTenant(), letter.getDatabase()),
                new DeadLetterRow.Failure(
                        letter.getError().getCode().name(), letter.getError().getMessage()),
                letter.getValue(),
                letter.getValueBytes(),
                headers(letter.getHeaders()),
                new DeadLetterRow.Retrying(
                        letter.getAttempts(), letter.getRetries(), letter.getRetriesGranted(), letter.getRetryAt()),
                new DeadLetterRow.Starts(letter.getStarts(), history(letter.getHistory())),
                letter.getRedrivable(),
                letter.getAt()));
    }

    private static String history(List<AttemptStart> starts) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        starts.forEach(start -> json.addObject()
                .put("attempt", start.getAttempt())
                .put("node", start.getNode() == null ? null : PlainText.storable(start.getNode()))
                .put("at", start.getAt().toString()));
        return json.toString();
    }

    private static String headers(Map<String, ByteBuffer> headers) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        headers.forEach((name, value) -> putHeader(json, PlainText.storable(name), value));
        return json.toString();
    }

    private static void putHeader(ObjectNode json, String name, ByteBuffer value) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(value.duplicate())
                    .toString();
            json.put(name, PlainText.storable(text));
        } catch (CharacterCodingException notText) {
            byte[] bytes = new byte[value.remaining()];
            value.duplicate().get(bytes);
            json.putObject(name).put("base64", Base64.getEncoder().encodeToString(bytes));
        }
    }
}
