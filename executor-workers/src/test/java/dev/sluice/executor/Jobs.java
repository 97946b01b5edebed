package dev.sluice.executor;

import dev.sluice.message.CommandType;
import dev.sluice.message.ControlCommand;
import dev.sluice.message.JobStatement;
import dev.sluice.message.Lane;
import dev.sluice.message.ParameterType;
import dev.sluice.message.ParameterValue;
import dev.sluice.message.Priority;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.message.StatementClass;
import dev.sluice.message.StatementKind;
import dev.sluice.schemas.seal.JobSeal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Routed jobs as the dispatcher makes them, for tests. */
public final class Jobs {
    private static final byte[] KEY = new byte[32];

    private Jobs() {}

    public static JobSeal seal() {
        return new JobSeal("k1", KEY);
    }

    public static JobStatement statement(StatementKind kind, String sql, ParameterValue... parameters) {
        return new JobStatement(sql, kind, List.of(parameters));
    }

    public static ParameterValue parameter(ParameterType type, Object value) {
        return ParameterValue.newBuilder().setType(type).setValue(value).build();
    }

    public static QueryJob read(String engine, String database, String sql, ParameterValue... parameters) {
        return job(engine, database, StatementClass.READ, List.of(statement(StatementKind.SELECT, sql, parameters)))
                .build();
    }

    public static QueryJob write(String engine, String database, JobStatement... statements) {
        return job(engine, database, StatementClass.WRITE, List.of(statements)).build();
    }

    public static QueryJob.Builder job(
            String engine, String database, StatementClass statementClass, List<JobStatement> statements) {
        Instant now = Instant.now();
        return QueryJob.newBuilder()
                .setJobId(UUID.randomUUID().toString())
                .setTopic("sluice.jobs." + engine + ".fast")
                .setTenant("tenant")
                .setPrincipal("somebody")
                .setDatabase(database)
                .setEngine(engine)
                .setLane(Lane.FAST)
                .setPriority(Priority.NORMAL)
                .setAttempt(1)
                .setStatements(statements)
                .setStatementClass(statementClass)
                .setFingerprint("0123456789abcdef")
                .setTimeoutMillis(Duration.ofSeconds(20).toMillis())
                .setMaxRows(1_000_000)
                .setMaxBytes(100_000_000)
                .setReplyTo("sluice.replies")
                .setRequestHash(ByteBuffer.wrap(new byte[] {1, 2, 3}))
                .setTablesWritten(List.of())
                .setLabels(Map.of())
                .setSubmittedAt(now)
                .setAdmittedAt(now)
                .setExpiresAt(now.plus(Duration.ofMinutes(10)))
                .setKeyId("")
                .setSeal(ByteBuffer.allocate(0));
    }

    public static ControlCommand cancel(QueryJob job) {
        return ControlCommand.newBuilder()
                .setCommandId(job.getJobId())
                .setType(CommandType.CANCEL)
                .setTenant(job.getTenant())
                .setPrincipal(job.getPrincipal())
                .setDatabase(job.getDatabase())
                .setJobId(job.getJobId())
                .setAt(Instant.now())
                .build();
    }

    /** The rows inside an outcome. */
    public static String text(QueryReply reply) {
        return StandardCharsets.UTF_8.decode(reply.getRows().duplicate()).toString();
    }
}
