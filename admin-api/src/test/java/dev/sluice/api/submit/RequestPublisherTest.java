package dev.sluice.api.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.QueryRequest;
import dev.sluice.message.SqlText;
import dev.sluice.schemas.registry.InMemorySchemaRegistry;
import dev.sluice.schemas.seal.GatewaySeal;
import dev.sluice.schemas.seal.JobSeal;
import dev.sluice.schemas.seal.SealVerdict;
import dev.sluice.schemas.serde.Messages;
import dev.sluice.schemas.trace.Spans;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class RequestPublisherTest {
    private static final String TOPIC = "sluice.requests.high";
    private static final QueryRequest REQUEST = QueryRequest.newBuilder()
            .setJobId("0190e1c2-0000-7000-8000-000000000000")
            .setTopic(TOPIC)
            .setTenant("acme")
            .setPrincipal("ann")
            .setDatabase("shop")
            .setQuery(new SqlText(List.of("select 1")))
            .setSubmittedAt(Instant.EPOCH)
            .build();

    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final Messages messages = new Messages(new InMemorySchemaRegistry());

    @Test
    void whatTheGatewayPublishesBearsItsMark() {
        GatewaySeal seal = new JobSeal("k1", new byte[32]).gateway();

        var unused = new RequestPublisher(producer, messages, Optional.of(seal), Spans.off())
                .publish(TOPIC, "shop", REQUEST, Optional.empty());

        var sent = producer.history().getFirst();
        byte[] mark = sent.headers().lastHeader(GatewaySeal.HEADER).value();
        assertThat(seal.verify(TOPIC, sent.value(), mark)).isInstanceOf(SealVerdict.Intact.class);
    }

    @Test
    void withoutTheKeyThereIsNoMark() {
        var unused = new RequestPublisher(producer, messages, Optional.empty(), Spans.off())
                .publish(TOPIC, "shop", REQUEST, Optional.empty());

        assertThat(producer.history().getFirst().headers()).isEmpty();
    }
}
