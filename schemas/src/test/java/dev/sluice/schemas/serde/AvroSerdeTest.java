package dev.sluice.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.message.JobEvent;
import dev.sluice.message.QueryReply;
import dev.sluice.message.QueryRequest;
import dev.sluice.schemas.registry.InMemorySchemaRegistry;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class AvroSerdeTest {
    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();

    @Test
    void whatTheSerializerWritesTheDeserializerReads() {
        QueryReply reply = new AnyMessage(3).of(QueryReply.class);
        try (AvroSerializer serializer = new AvroSerializer(registry);
                AvroDeserializer deserializer = new AvroDeserializer(registry, QueryReply.class)) {
            assertThat(deserializer.deserialize("t", serializer.serialize("t", reply)))
                    .isEqualTo(reply);
            assertThat(serializer.serialize("t", null)).isNull();
            assertThat(deserializer.deserialize("t", null)).isNull();
        }
    }

    @Test
    void bytesThatAreNoMessageSayWhatTheyAre() {
        try (AvroSerializer serializer = new AvroSerializer(registry);
                AvroDeserializer deserializer = new AvroDeserializer(registry, QueryRequest.class)) {
            byte[] event = serializer.serialize("t", new AnyMessage(3).of(JobEvent.class));

            assertThatThrownBy(() -> deserializer.deserialize("t", event))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("INVALID_ENVELOPE")
                    .hasMessageContaining("dev.sluice.message.JobEvent");
        }
    }

    @Test
    void missingSettingsAreNamed() {
        try (AvroSerializer serializer = new AvroSerializer();
                AvroDeserializer deserializer = new AvroDeserializer()) {
            assertThatThrownBy(() -> serializer.configure(Map.of(), false))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("sluice.registry.url");
            assertThatThrownBy(() -> deserializer.configure(Map.of("sluice.message", "Nonsense"), false))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("QueryReply");
            assertThatThrownBy(() -> serializer.configure(
                            Map.of("sluice.registry.url", "http://x", "sluice.registry.authorization", "secret"),
                            false))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("Bearer")
                    .hasMessageNotContaining("secret");
        }
    }
}
