package dev.sluice.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.message.QueryReply;
import dev.sluice.message.QueryRequest;
import dev.sluice.schemas.serde.AnyMessage;
import dev.sluice.schemas.serde.Decoded;
import dev.sluice.schemas.serde.Messages;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

/** What every registry must do, whatever stands behind it. */
abstract class SchemaRegistryContract {
    private static final Schema INT =
            SchemaBuilder.record("A").fields().requiredInt("x").endRecord();
    private static final Schema TEXT =
            SchemaBuilder.record("A").fields().requiredString("x").endRecord();
    private static final Schema WIDER = SchemaBuilder.record("A")
            .fields()
            .requiredInt("x")
            .optionalString("y")
            .endRecord();

    private final String subject = "contract." + UUID.randomUUID();

    /** The registry under test. */
    abstract SchemaRegistry registry();

    /** Makes the registry refuse for this subject what could not read the last version, if it does not do so by itself. */
    abstract void requireBackward(String subject) throws Exception;

    @Test
    void aRegisteredSchemaIsFoundByItsId() throws Exception {
        int id = registry().register(subject, INT);

        assertThat(registry().byId(id)).isEqualTo(INT);
    }

    @Test
    void registeringAgainGivesTheSameId() throws Exception {
        int id = registry().register(subject, INT);

        assertThat(registry().register(subject, INT)).isEqualTo(id);
        assertThat(registry().register(subject, WIDER)).isNotEqualTo(id);
        assertThat(registry().register(subject, INT)).isEqualTo(id);
    }

    @Test
    void anIdThatWasNeverGivenIsUnknown() {
        assertThatThrownBy(() -> registry().byId(1_999_999_999))
                .isInstanceOf(UnknownSchemaException.class)
                .hasMessageContaining("1999999999");
        assertThatThrownBy(() -> registry().byId(-1)).isInstanceOf(UnknownSchemaException.class);
    }

    @Test
    void aNewSubjectTakesAnySchema() throws Exception {
        assertThat(registry().compatible(subject, TEXT)).isTrue();
    }

    @Test
    void whatCannotReadTheLastVersionIsIncompatibleAndRefused() throws Exception {
        registry().register(subject, INT);
        requireBackward(subject);

        assertThat(registry().compatible(subject, WIDER)).isTrue();
        assertThat(registry().compatible(subject, TEXT)).isFalse();
        assertThatThrownBy(() -> registry().register(subject, TEXT))
                .isExactlyInstanceOf(RegistryException.class)
                .hasMessageContaining(subject)
                .hasMessageContaining("ncompatible");
    }

    @Test
    void messagesTravelThroughIt() {
        Messages producer = new Messages(registry());
        Messages consumer = new Messages(registry());
        QueryRequest request = new AnyMessage(7).of(QueryRequest.class);
        QueryReply reply = new AnyMessage(7).of(QueryReply.class);

        assertThat(consumer.decode(QueryRequest.class, producer.encode(request)))
                .isEqualTo(new Decoded.Message<>(request));
        assertThat(consumer.decode(QueryReply.class, producer.encode(reply))).isEqualTo(new Decoded.Message<>(reply));
        assertThat(consumer.decode(QueryReply.class, producer.encode(request))).isInstanceOf(Decoded.Undecodable.class);
    }
}
