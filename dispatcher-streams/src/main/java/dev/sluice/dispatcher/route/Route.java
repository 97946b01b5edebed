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
        String engine = job.database().engine();
        QueryJob.Builder unsealed = QueryJob.newBuilder()
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
                .setDeadline(admitted.times().deadline())
                .setReplyTo(admitted.asked().replyTo())
                .setRequestHash(
                        ByteBuffer.wrap(HexFormat.of().parseHex(admitted.asked().requestHash())))
                .setSubmittedAt(admitted.times().submittedAt())
                .setAdmittedAt(now)
                .setExpiresAt(now.plus(limits.sealLife()))
                .setKeyId("")
                .setSeal(ByteBuffer.allocate(0));
        return seal.seal(asAsked(unsealed, job, admitted).build());
    }

    /** As asked, where neither our limits nor the template nor a policy allows less. */
    private QueryJob.Builder asAsked(QueryJob.Builder unsealed, Estimated job, LiveJob admitted) {
        QueryRequest request = job.accepted().request();
        Long ofTemplate = job.classified().resolved().timeoutMillis();
        long timeout = timeout(admitted, request.getTimeoutMillis());
        return unsealed.setTimeoutMillis(atMost(ofTemplate, timeout))
                .setMaxRows(atMost(request.getMaxRows(), limits.maxRows()))
                .setMaxBytes(Math.min(
                        atMost(request.getMaxBytes(), limits.maxBytes()),
                        job.grant().limits().maxResultBytes()))
                .setResultFormat(request.getResultFormat())
                .setLabels(request.getLabels());
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
