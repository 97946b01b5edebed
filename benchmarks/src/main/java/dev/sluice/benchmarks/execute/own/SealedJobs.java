package dev.sluice.benchmarks.execute.own;

import dev.sluice.benchmarks.execute.job.BenchDatabase;
import dev.sluice.benchmarks.execute.job.Question;
import dev.sluice.message.JobStatement;
import dev.sluice.message.Lane;
import dev.sluice.message.ParameterType;
import dev.sluice.message.ParameterValue;
import dev.sluice.message.Priority;
import dev.sluice.message.QueryJob;
import dev.sluice.message.StatementClass;
import dev.sluice.message.StatementKind;
import dev.sluice.schemas.seal.JobSeal;
import dev.sluice.schemas.serde.Messages;
import dev.sluice.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Routed and sealed jobs as a dispatcher makes them, for an executor that has none. Thread-safe. */
final class SealedJobs {
    static final String TENANT = "alone";

    /** The platform key of this benchmark; its broker dies with it. */
    static final byte[] KEY = new byte[JobSeal.MIN_KEY_BYTES];

    private static final Duration EXPIRY = Duration.ofMinutes(30);
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final int HASH_BYTES = 32;
    private static final long MANY = 1L << 40;

    private final Topics topics;
    private final Messages messages;
    private final JobSeal seal = new JobSeal("k1", KEY);

    SealedJobs(Topics topics, Messages messages) {
        this.topics = topics;
        this.messages = messages;
    }

    ProducerRecord<String, byte[]> job(Question question) {
        ParameterValue parameter = ParameterValue.newBuilder()
                .setType(ParameterType.LONG)
                .setValue(question.parameter())
                .build();
        boolean writes = question.workload().writes();
        JobStatement statement = new JobStatement(
                question.workload().sql(), writes ? StatementKind.INSERT : StatementKind.SELECT, List.of(parameter));
        return sealed(job(question.id(), statement, writes ? StatementClass.WRITE : StatementClass.READ));
    }

    /** A job that reads all that this answers, to a topic of its own. */
    ProducerRecord<String, byte[]> export(String id, String sql, String replyTo) {
        JobStatement statement = new JobStatement(sql, StatementKind.SELECT, List.of());
        return sealed(job(id, statement, StatementClass.READ).setReplyTo(replyTo));
    }

    QueryJob.Builder job(String id, JobStatement statement, StatementClass what) {
        Instant now = Instant.now();
        return QueryJob.newBuilder()
                .setJobId(id)
                .setTopic(topics.jobs("postgresql", Lane.FAST))
                .setTenant(TENANT)
                .setPrincipal("bench")
                .setDatabase(BenchDatabase.NAME)
                .setEngine("postgresql")
                .setLane(Lane.FAST)
                .setPriority(Priority.NORMAL)
                .setAttempt(1)
                .setStatements(List.of(statement))
                .setStatementClass(what)
                .setFingerprint("0123456789abcdef")
                .setTimeoutMillis(TIMEOUT.toMillis())
                .setMaxRows(MANY)
                .setMaxBytes(MANY)
                .setReplyTo(topics.replies())
                .setRequestHash(ByteBuffer.wrap(new byte[HASH_BYTES]))
                .setTablesWritten(List.of())
                .setLabels(Map.of())
                .setSubmittedAt(now)
                .setAdmittedAt(now)
                .setExpiresAt(now.plus(EXPIRY))
                .setKeyId("")
                .setSeal(ByteBuffer.allocate(0));
    }

    private ProducerRecord<String, byte[]> sealed(QueryJob.Builder job) {
        QueryJob sealed = seal.seal(job);
        return new ProducerRecord<>(sealed.getTopic(), sealed.getJobId(), messages.encode(sealed));
    }
}
