package dev.sluice.api.submit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.sluice.api.follow.RecentJobs;
import dev.sluice.api.follow.Tally;
import dev.sluice.api.form.CallHeaders;
import dev.sluice.api.form.RequestForm;
import dev.sluice.schemas.registry.InMemorySchemaRegistry;
import dev.sluice.schemas.serde.Messages;
import dev.sluice.schemas.topic.TenantBinding;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.schemas.trace.Spans;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class BatchTest {
    private static final String ID = "0193e000-0000-7000-8000-000000000001";
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z"));

    private final RecentJobs recent = new RecentJobs(1 << 20, new Tally(CLOCK));

    @Test
    void everyRequestIsPublishedBeforeTheFirstIsAcknowledged() throws Exception {
        MockProducer<String, byte[]> kafka = producer(false);

        List<CompletableFuture<BatchItem>> items =
                batch(kafka, Optional.empty()).submit(list("[{'database':'a','sql':'1'},{'database':'b','sql':'2'}]"));

        assertThat(kafka.history()).hasSize(2);
        assertThat(items).noneMatch(CompletableFuture::isDone);
        kafka.flush();
        assertThat(statuses(items)).containsExactly(202, 202);
    }

    @Test
    void aBadRequestIsRefusedByItselfInItsPlace() throws Exception {
        MockProducer<String, byte[]> kafka = producer(true);

        List<CompletableFuture<BatchItem>> items = batch(kafka, Optional.empty())
                .submit(list(
                        "[{'database':'a','sql':'1'}, 7, {'database':'a'}, {'jobId':'no','database':'a','sql':'1'},"
                                + "{'database':'a','sql':'2'}]"));

        assertThat(statuses(items)).containsExactly(202, 400, 400, 400, 202);
        assertThat(items.get(3).join().json().path("jobId").asText()).isEqualTo("no");
        assertThat(items.get(3).join().json().path("code").asText()).isEqualTo("INVALID_JOB_ID");
        assertThat(kafka.history()).hasSize(2);
    }

    @Test
    void oneIdForTwoContentsIsAConflictAndForTheSameContentOneJob() throws Exception {
        String job = "{'jobId':'" + ID + "','database':'a','sql':'%s'}";

        List<CompletableFuture<BatchItem>> items = batch(producer(true), Optional.empty())
                .submit(list("[" + job.formatted("1") + "," + job.formatted("1") + "," + job.formatted("2") + "]"));

        assertThat(statuses(items)).containsExactly(202, 202, 409);
    }

    @Test
    void aKeyOfTheCallIsAKeyOfEachRequestByItsPlace() throws Exception {
        ArrayNode requests = list("[{'database':'a','sql':'1'},{'database':'a','sql':'1'}]");

        List<String> first = ids(batch(producer(true), Optional.of("nightly")).submit(requests));
        List<String> again = ids(batch(producer(true), Optional.of("nightly")).submit(requests));

        assertThat(first).doesNotHaveDuplicates().isEqualTo(again);
    }

    @Test
    void onceKafkaIsDownTheOthersAreNotTried() throws Exception {
        MockProducer<String, byte[]> kafka = producer(true);
        kafka.sendException = new TimeoutException("no metadata");

        List<CompletableFuture<BatchItem>> items =
                batch(kafka, Optional.empty()).submit(list("[{'database':'a','sql':'1'},{'database':'a','sql':'2'}]"));

        assertThat(statuses(items)).containsExactly(503, 503);
        assertThat(recent.tally().counts()).isEmpty();
    }

    private Batch batch(MockProducer<String, byte[]> kafka, Optional<String> key) {
        var messages = new Messages(new InMemorySchemaRegistry());
        var publisher = new RequestPublisher(kafka, messages, Optional.empty(), Spans.off());
        return new Batch(
                new RequestForm(new Topics("t"), TenantBinding.OPEN, CLOCK),
                new AcceptRequest(publisher, recent),
                new CallHeaders(Optional.empty(), key, Optional.empty()));
    }

    private static MockProducer<String, byte[]> producer(boolean acknowledging) {
        return new MockProducer<>(acknowledging, null, new StringSerializer(), new ByteArraySerializer());
    }

    private static ArrayNode list(String json) throws Exception {
        JsonNode list = new ObjectMapper().readTree(json.replace('\'', '"'));
        return (ArrayNode) list;
    }

    private static List<Integer> statuses(List<CompletableFuture<BatchItem>> items) {
        return items.stream()
                .map(item -> item.join().json().path("status").asInt())
                .toList();
    }

    private static List<String> ids(List<CompletableFuture<BatchItem>> items) {
        return items.stream()
                .map(item -> item.join().json().path("jobId").asText())
                .toList();
    }
}
