package dev.sluice.benchmarks.execute.peer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.benchmarks.execute.job.Question;
import dev.sluice.benchmarks.execute.job.RunJob;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Jobs and replies of the workers beside Sluice: JSON on topics of their own, keyed by job id. Thread-safe. */
record JsonJobs(String topic, String replyTopic) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final ObjectMapper MAPPER = new ObjectMapper(JSON);

    ProducerRecord<String, byte[]> job(Question question) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("sql", question.workload().sql());
            json.writeNumberField("parameter", question.parameter());
            json.writeBooleanField("writes", question.workload().writes());
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory can be written to", impossible);
        }
        return new ProducerRecord<>(topic, question.id(), bytes.toByteArray());
    }

    /** Does the job and makes its reply. */
    ProducerRecord<String, byte[]> run(String id, byte[] job, RunJob run) throws SQLException {
        JsonNode asked = tree(job);
        byte[] reply = run.run(
                        id,
                        asked.path("sql").asText(),
                        asked.path("parameter").asLong(),
                        asked.path("writes").asBoolean())
                .reply();
        return new ProducerRecord<>(replyTopic, id, reply);
    }

    static long rows(byte[] reply) {
        return tree(reply).path("rowCount").asLong(-1);
    }

    private static JsonNode tree(byte[] bytes) {
        try {
            return MAPPER.readTree(bytes);
        } catch (IOException broken) {
            throw new UncheckedIOException("a message of our own cannot be read", broken);
        }
    }
}
