package dev.sluice.dispatcher.route;

import dev.sluice.dispatcher.estimate.Estimated;
import dev.sluice.dispatcher.job.Demand;
import dev.sluice.dispatcher.job.LiveJob;
import dev.sluice.dispatcher.session.Session;
import dev.sluice.message.Lane;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryRequest;
import dev.sluice.message.StatementClass;
import dev.sluice.schemas.seal.JobSeal;
import dev.sluice.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
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
    public QueryJob route(Estimated job, LiveJob admitted, @Nullable Session session, Instant now) {
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
                .setSessionId(admitted.place().demand().session())
                .setSession(session == null ? null : session.options())
                .setTablesWritten(List.copyOf(job.traits().touched().written()))
                .setSubmittedAt(admitted.times().submittedAt())
                .setAdmittedAt(now)
                .setExpiresAt(now.plus(limits.sealLife()));
        return seal.seal(asAsked(unsealed, job, admitted));
    }

    /** What the limits are to count a job as. */
    public Demand demand(Estimated job) {
        QueryRequest request = job.accepted().request();
        return new Demand(
                job.traits().statementClass(),
                job.prediction().p50(),
                maxBytes(job),
                Reaches.of(job.classified().analyses(), job.database()),
                request.getSessionId(),
                job.traits().fingerprint());
    }

    /** As asked, where neither our limits nor the template nor a policy allows less. */
    private QueryJob.Builder asAsked(QueryJob.Builder unsealed, Estimated job, LiveJob admitted) {
        QueryRequest request = job.accepted().request();
        Long ofTemplate = job.classified().resolved().timeoutMillis();
        long timeout = atMost(ofTemplate, timeout(admitted, request.getTimeoutMillis()));
        return unsealed.setTimeoutMillis(timeout)
                .setLeashMillis(leash(job, admitted.place().lane(), timeout))
                .setMaxRows(atMost(request.getMaxRows(), limits.maxRows()))
                .setMaxBytes(maxBytes(job))
                .setResultFormat(request.getResultFormat())
                .setLabels(request.getLabels());
    }

    private long maxBytes(Estimated job) {
        long asked = atMost(job.accepted().request().getMaxBytes(), limits.maxBytes());
        var granted = job.grant().limits();
        return Math.min(asked, Math.min(granted.maxResultBytes(), granted.resultMemory()));
    }

    private long timeout(LiveJob job, @Nullable Long asked) {
        return asked == null
                ? limits.timeout(job.place().lane()).toMillis()
                : Math.min(asked, limits.maxTimeout().toMillis());
    }

    /** Only what has no effect can be begun again elsewhere, and only what is given more time than the leash. */
    private long leash(Estimated job, Lane lane, long timeoutMillis) {
        long leash = limits.leash(lane).toMillis();
        boolean read = job.traits().statementClass() == StatementClass.READ;
        return read && leash < timeoutMillis ? leash : 0;
    }

    private static long atMost(@Nullable Long asked, long limit) {
        return asked == null ? limit : Math.min(asked, limit);
    }
}
