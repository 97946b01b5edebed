package dev.sluice.api.submit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.api.job.JobJson;
import dev.sluice.api.job.JobView;
import dev.sluice.api.problem.Problem;
import dev.sluice.api.problem.ProblemAnswers;

/** What became of one request of a batch. */
sealed interface BatchItem {
    ObjectNode json();

    /** Kafka has it. */
    record Taken(JobView job) implements BatchItem {
        @Override
        public ObjectNode json() {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            node.put("status", 202);
            node.put("location", JobJson.path(job.key()));
            return node.setAll(JobJson.of(job));
        }
    }

    /** It is not submitted; the others are. */
    record Refused(JsonNode given, Problem problem) implements BatchItem {
        @Override
        public ObjectNode json() {
            ObjectNode node = ProblemAnswers.json(problem);
            JsonNode jobId = given.path("jobId");
            return jobId.isTextual() ? node.put("jobId", jobId.textValue()) : node;
        }
    }
}
