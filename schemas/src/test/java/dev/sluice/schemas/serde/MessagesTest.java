package dev.sluice.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobEvent;
import dev.sluice.message.QueryReply;
import dev.sluice.message.QueryRequest;
import dev.sluice.schemas.registry.InMemorySchemaRegistry;
import dev.sluice.schemas.registry.RegistryException;
import dev.sluice.schemas.registry.RegistryUnavailableException;
import dev.sluice.schemas.registry.SchemaRegistry;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class MessagesTest {
    @SuppressWarnings("unused") // named by @FieldSource
    private static final Iterable<Class<? extends SpecificRecord>> TYPES = MessageTypes.ALL;

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final Messages messages = new Messages(registry);

    @ParameterizedTest
    @FieldSource("TYPES")
    <T extends SpecificRecord> void everyMessageComesBackAsItWent(Class<T> type) {
        for (int seed = 0; seed < 100; seed++) {
            T message = new AnyMessage(seed).of(type);

            byte[] bytes = messages.encode(message);

            assertThat(messages.decode(type, bytes)).isEqualTo(new Decoded.Message<>(message));
        }
    }

    @Test
    void theWireFormatIsAZeroTheIdAndAvro() throws RegistryException {
        byte[] bytes = messages.encode(new AnyMessage(1).of(QueryRequest.class));

        int id = ByteBuffer.wrap(bytes).getInt(1);
        assertThat(bytes[0]).isZero();
        assertThat(registry.byId(id).getFullName()).isEqualTo("dev.sluice.message.QueryRequest");
        assertThat(registry.byId(id).toString()).doesNotContain("avro.java.string");
    }

    @Test
    void noBytesFewBytesAndAnotherFirstByteAreUndecodable() {
        byte[] bytes = messages.encode(new AnyMessage(1).of(QueryRequest.class));
        bytes[0] = '{';

        assertThat(codeOf(messages.decode(QueryRequest.class, null))).isEqualTo(ErrorCode.INVALID_ENVELOPE);
        assertThat(codeOf(messages.decode(QueryRequest.class, new byte[0]))).isEqualTo(ErrorCode.INVALID_ENVELOPE);
        assertThat(codeOf(messages.decode(QueryRequest.class, new byte[4]))).isEqualTo(ErrorCode.INVALID_ENVELOPE);
        assertThat(codeOf(messages.decode(QueryRequest.class, bytes))).isEqualTo(ErrorCode.INVALID_ENVELOPE);
    }

    @Test
    void anIdThatTheRegistryDoesNotKnowIsUndecodable() {
        byte[] bytes = messages.encode(new AnyMessage(1).of(QueryRequest.class));
        ByteBuffer.wrap(bytes).putInt(1, 4711);

        assertThat(messages.decode(QueryRequest.class, bytes))
                .isInstanceOfSatisfying(Decoded.Undecodable.class, undecodable -> {
                    assertThat(undecodable.error().getCode()).isEqualTo(ErrorCode.INVALID_ENVELOPE);
                    assertThat(undecodable.error().getMessage()).contains("4711");
                });
    }

    @Test
    void anIdThatNoRegistryGivesIsUndecodableWithoutAskingOne() {
        byte[] bytes = messages.encode(new AnyMessage(1).of(QueryRequest.class));
        Messages cutOff = new Messages(new SilentRegistry());

        for (int id : new int[] {0, -1, Integer.MIN_VALUE}) {
            ByteBuffer.wrap(bytes).putInt(1, id);
            assertThat(codeOf(cutOff.decode(QueryRequest.class, bytes))).isEqualTo(ErrorCode.INVALID_ENVELOPE);
        }
    }

    @Test
    void anotherMessageThanTheExpectedOneIsUndecodable() {
        byte[] reply = messages.encode(new AnyMessage(1).of(QueryReply.class));

        assertThat(messages.decode(QueryRequest.class, reply))
                .isInstanceOfSatisfying(Decoded.Undecodable.class, undecodable -> {
                    assertThat(undecodable.error().getCode()).isEqualTo(ErrorCode.INVALID_ENVELOPE);
                    assertThat(undecodable.error().getMessage()).contains("dev.sluice.message.QueryReply");
                });
    }

    @Test
    void aVersionThatCannotBeReadIsAnUnsupportedVersion() throws RegistryException {
        Schema other = SchemaBuilder.record("QueryRequest")
                .namespace("dev.sluice.message")
                .fields()
                .requiredLong("jobId")
                .endRecord();
        int id = new InMemorySchemaRegistry().register("x", other);
        byte[] bytes = ByteBuffer.allocate(6).put((byte) 0).putInt(id).array();
        InMemorySchemaRegistry knowing = new InMemorySchemaRegistry();
        knowing.register("anything", other);

        assertThat(codeOf(new Messages(knowing).decode(QueryRequest.class, bytes)))
                .isEqualTo(ErrorCode.UNSUPPORTED_VERSION);
    }

    @Test
    void aRequestBeyondTheCapIsRefusedWhileAReplyOfThatSizePasses() {
        QueryRequest request = new AnyMessage(1).of(QueryRequest.class);
        byte[] bytes = messages.encode(request);
        Messages strict = new Messages(registry, bytes.length - 1);

        assertThat(codeOf(strict.decode(QueryRequest.class, bytes))).isEqualTo(ErrorCode.INVALID_ENVELOPE);
        assertThat(strict.decode(JobEvent.class, messages.encode(new AnyMessage(1).of(JobEvent.class))))
                .isInstanceOf(Decoded.Message.class);
    }

    @Test
    void bytesBeyondTheEndAreUndecodable() {
        byte[] bytes = messages.encode(new AnyMessage(1).of(QueryRequest.class));

        assertThat(codeOf(messages.decode(QueryRequest.class, Arrays.copyOf(bytes, bytes.length + 1))))
                .isEqualTo(ErrorCode.INVALID_ENVELOPE);
    }

    @Test
    void whileTheRegistryIsDownNothingIsUndecodable() {
        byte[] bytes = messages.encode(new AnyMessage(1).of(QueryRequest.class));
        Messages cutOff = new Messages(new SilentRegistry());

        assertThat(cutOff.decode(QueryRequest.class, bytes)).isEqualTo(new Decoded.RegistryDown<>("silent"));
        assertThatThrownBy(() -> cutOff.encode(new AnyMessage(1).of(QueryRequest.class)))
                .isInstanceOf(UncheckedRegistryException.class)
                .hasMessage("silent");
    }

    private static ErrorCode codeOf(Decoded<?> decoded) {
        assertThat(decoded).isInstanceOf(Decoded.Undecodable.class);
        return ((Decoded.Undecodable<?>) decoded).error().getCode();
    }

    private static final class SilentRegistry implements SchemaRegistry {
        @Override
        public int register(String subject, Schema schema) throws RegistryException {
            throw new RegistryUnavailableException("silent", null);
        }

        @Override
        public Schema byId(int id) throws RegistryException {
            throw new RegistryUnavailableException("silent", null);
        }

        @Override
        public boolean compatible(String subject, Schema schema) throws RegistryException {
            throw new RegistryUnavailableException("silent", null);
        }
    }
}
