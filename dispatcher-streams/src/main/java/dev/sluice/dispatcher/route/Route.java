package dev.sluice.dispatcher.route;

import dev.sluice.dispatcher.estimate.Estimated;
import dev.sluice.dispatcher.job.LiveJob;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryRequest;
import dev.sluice.schemas.seal.JobSeal;
import dev.sluice.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Turns an admitted job into the sealed record that executors take. */
public final class Route {
    private final Topics topics;
    private final RunLimits limits;
    private final JobSeal seal;

    public Route(Topics topics, RunLimits limits, JobSeal seal) {
        this.topics = topics;
        this.limits = limits;
        this.seal = seal;
    }

    /** The record for this attempt of the job. */
    public QueryJob route(Estimated job, LiveJob admitted, Instant now) {
        QueryRequest request = job.accepted().request();
        String engine = job.database().engine();
        QueryJob unsealed = QueryJob.newBuilder()
                .setJobId(admitted.key().jobId())
                .setTopic(topics.jobs(engine, admitted.place().lane()))
                .setTenant(admitted.key().tenant())
                .setPrincipal(admitted.asked().principal())
                .setDatabase(admitted.key().database())
                .setEngine(engine)
                .setLane(admitted.place().lane())
                .setPriority(admitted.place().priority())
                .setAttempt(admitted.tries().attempt())
                .setStatements(job.classified().statements())
                .setStatementClass(job.traits().statementClass())
                .setFingerprint(job.traits().fingerprint())
                .setTimeoutMillis(timeout(admitted, request.getTimeoutMillis()))
                .setDeadline(admitted.times().deadline())
                .setMaxRows(atMost(request.getMaxRows(), limits.maxRows()))
                .setMaxBytes(atMost(request.getMaxBytes(), limits.maxBytes()))
                .setResultFormat(request.getResultFormat())
                .setReplyTo(admitted.asked().replyTo())
                .setRequestHash(
                        ByteBuffer.wrap(HexFormat.of().parseHex(admitted.asked().requestHash())))
                .setLabels(request.getLabels())
                .setSubmittedAt(admitted.times().submittedAt())
                .setAdmittedAt(now)
                .setExpiresAt(now.plus(limits.sealLife()))
                .setKeyId("")
                .setSeal(ByteBuffer.allocate(0))
                .build();
        return seal.seal(unsealed);
    }

    private long timeout(LiveJob job, @Nullable Long asked) {
        return asked == null
                ? limits.timeout(job.place().lane()).toMillis()
                : Math.min(asked, limits.maxTimeout().toMillis());
    }

    private static long atMost(@Nullable Long asked, long limit) {
        return asked == null ? limit : Math.min(asked, limit);
    }
}
