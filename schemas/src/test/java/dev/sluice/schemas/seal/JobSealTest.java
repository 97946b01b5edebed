package dev.sluice.schemas.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.message.JobStatement;
import dev.sluice.message.ParameterType;
import dev.sluice.message.ParameterValue;
import dev.sluice.message.QueryJob;
import dev.sluice.message.StatementKind;
import dev.sluice.schemas.registry.InMemorySchemaRegistry;
import dev.sluice.schemas.serde.AnyMessage;
import dev.sluice.schemas.serde.Decoded;
import dev.sluice.schemas.serde.Messages;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class JobSealTest {
    private static final String TOPIC = "sluice.jobs.postgresql.fast";
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    private final JobSeal seal = new JobSeal("k1", new byte[32]);

    @Test
    void aSealedJobIsIntactBeforeAndAfterItTravelled() {
        Messages messages = new Messages(new InMemorySchemaRegistry());
        for (int seed = 0; seed < 200; seed++) {
            QueryJob job = seal.seal(addressed(new AnyMessage(seed).of(QueryJob.class)));

            Decoded<QueryJob> travelled = messages.decode(QueryJob.class, messages.encode(job));

            assertThat(seal.verify(job, TOPIC, NOW)).isEqualTo(new SealVerdict.Intact());
            assertThat(travelled)
                    .isInstanceOfSatisfying(
                            Decoded.Message.class,
                            message -> assertThat(seal.verify((QueryJob) message.value(), TOPIC, NOW))
                                    .isEqualTo(new SealVerdict.Intact()));
        }
    }

    @Test
    void theOrderOfLabelsDoesNotMatter() {
        Map<String, String> oneWay = new LinkedHashMap<>(Map.of("a", "1"));
        oneWay.put("b", "2");
        Map<String, String> otherWay = new LinkedHashMap<>(Map.of("b", "2"));
        otherWay.put("a", "1");
        QueryJob sealed = seal.seal(QueryJob.newBuilder(job()).setLabels(oneWay).build());

        QueryJob reordered = QueryJob.newBuilder(sealed).setLabels(otherWay).build();

        assertThat(seal.verify(reordered, TOPIC, NOW)).isEqualTo(new SealVerdict.Intact());
    }

    @Test
    void anyOtherValueInAnyFieldBreaksTheSeal() {
        for (Schema.Field field : QueryJob.SCHEMA$.getFields()) {
            QueryJob sealed = seal.seal(job());
            Object before = sealed.get(field.pos());
            for (int seed = 0; seed < 20; seed++) {
                Object other = new AnyMessage(seed).of(QueryJob.class).get(field.pos());
                if (!java.util.Objects.equals(before, other)) {
                    QueryJob altered = QueryJob.newBuilder(sealed).build();
                    altered.put(field.pos(), other);
                    assertThat(seal.verify(altered, TOPIC, NOW))
                            .as(field.name())
                            .isInstanceOf(SealVerdict.Broken.class);
                }
            }
        }
    }

    @Test
    void aParameterMovedFromOneStatementToTheNextBreaksTheSeal() {
        QueryJob sealed = seal.seal(job());
        JobStatement first = sealed.getStatements().get(0);
        JobStatement second = sealed.getStatements().get(1);

        QueryJob altered = QueryJob.newBuilder(sealed)
                .setStatements(List.of(
                        new JobStatement(first.getSql(), first.getKind(), List.of()),
                        new JobStatement(second.getSql(), second.getKind(), first.getParameters())))
                .build();

        assertThat(seal.verify(altered, TOPIC, NOW)).isInstanceOf(SealVerdict.Broken.class);
    }

    @Test
    void anotherKeyAnotherKeyIdAnotherTopicAndALaterTimeAreToldApart() {
        QueryJob sealed = seal.seal(job());
        byte[] otherKey = new byte[32];
        otherKey[31] = 1;

        assertThat(new JobSeal("k1", otherKey).verify(sealed, TOPIC, NOW))
                .hasToString("Broken[reason=the seal does not fit the job]");
        assertThat(new JobSeal("k2", new byte[32]).verify(sealed, TOPIC, NOW))
                .asString()
                .contains("sealed under key 'k1'");
        assertThat(seal.verify(sealed, TOPIC + "x", NOW)).asString().contains("sealed for topic " + TOPIC);
        assertThat(seal.verify(sealed, TOPIC, sealed.getExpiresAt())).asString().contains("ended at");
    }

    @Test
    void whileOneKeyFollowsAnotherBothAreAccepted() {
        String first = Base64.getEncoder().encodeToString(new byte[32]);
        String second = Base64.getEncoder()
                .encodeToString("another key of thirty-two bytes!".getBytes(StandardCharsets.US_ASCII));
        JobSeal before = JobSeal.of("k1", first).accepting("k2", second);
        JobSeal after = JobSeal.of("k2", second).accepting("k1", first);

        assertThat(after.verify(before.seal(job()), TOPIC, NOW)).isEqualTo(new SealVerdict.Intact());
        assertThat(before.verify(after.seal(job()), TOPIC, NOW)).isEqualTo(new SealVerdict.Intact());
        assertThat(JobSeal.of("k1", first).verify(after.seal(job()), TOPIC, NOW))
                .asString()
                .contains("sealed under key 'k2'");
        byte[] mark = after.gateway().mark(TOPIC, new byte[] {1});
        assertThat(before.gateway().verify(TOPIC, new byte[] {1}, mark)).isEqualTo(new SealVerdict.Intact());
        assertThat(JobSeal.of("k1", first).gateway().verify(TOPIC, new byte[] {1}, mark))
                .isInstanceOf(SealVerdict.Broken.class);
    }

    @Test
    void twoKeysOfOneNameAreRefused() {
        String key = Base64.getEncoder().encodeToString(new byte[32]);

        assertThatThrownBy(() -> seal.accepting("k1", key)).hasMessageContaining("two keys need two names");
    }

    @Test
    void anUnsealedJobIsBroken() {
        assertThat(seal.verify(job(), TOPIC, NOW)).isInstanceOf(SealVerdict.Broken.class);
    }

    @Test
    void aShortKeyIsRefusedWithWhatToDo() {
        assertThatThrownBy(() -> new JobSeal("k1", new byte[31]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("31 bytes")
                .hasMessageContaining("openssl rand");
    }

    private static QueryJob job() {
        ParameterValue one = new ParameterValue(null, ParameterType.LONG, 1L);
        QueryJob any = new AnyMessage(1).of(QueryJob.class);
        return QueryJob.newBuilder(addressed(any))
                .setKeyId("k1")
                .setSeal(ByteBuffer.allocate(0))
                .setStatements(List.of(
                        new JobStatement("update t set a = ?", StatementKind.UPDATE, List.of(one)),
                        new JobStatement("delete from t", StatementKind.DELETE, List.of())))
                .build();
    }

    private static QueryJob addressed(QueryJob job) {
        return QueryJob.newBuilder(job)
                .setTopic(TOPIC)
                .setExpiresAt(NOW.plus(Duration.ofMinutes(1)))
                .build();
    }
}
