package dev.sluice.dispatcher.receive;

import dev.sluice.dispatcher.decide.Admissions;
import dev.sluice.dispatcher.decide.Ruling;
import dev.sluice.dispatcher.job.LiveJob;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.QueryRequest;
import dev.sluice.schemas.job.ErrorCatalog;
import dev.sluice.schemas.serde.Decoded;
import dev.sluice.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** From a stored job to a ruling: decodes its request again, and asks what is to become of it now. */
public final class Recall {
    private final PatientDecoder decoder;
    private final Admissions admissions;
    private final Topics topics;

    public Recall(PatientDecoder decoder, Admissions admissions, Topics topics) {
        this.decoder = decoder;
        this.admissions = admissions;
        this.topics = topics;
    }

    /** The turn of a waiting job has come. */
    public Ruling turn(LiveJob job, Instant now) {
        return switch (decoder.decode(QueryRequest.class, bytes(job), now)) {
            case Decoded.Message<QueryRequest> message -> admissions.turn(job, message.value(), now);
            case Decoded.Undecodable<QueryRequest> bad -> admissions.refuse(job, bad.error(), now);
            case Decoded.RegistryDown<QueryRequest> down -> new Ruling.Deferred(down.reason());
        };
    }

    /** A waiting job broke the decision about it: it ends, so that nobody waits behind it. */
    public Ruling broken(LiveJob job, Instant now) {
        String message = "The dispatcher could not decide about this job; its log says more.";
        return admissions.refuse(job, ErrorCatalog.error(ErrorCode.INTERNAL, message), now);
    }

    /** Somebody asked why the job is where it is. */
    public Ruling explain(Ruling.Explained asked, Instant now) {
        LiveJob job = asked.job();
        return switch (decoder.decode(QueryRequest.class, bytes(job), now)) {
            case Decoded.Message<QueryRequest> message ->
                admissions.explain(job, asked.commandId(), message.value(), now);
            case Decoded.Undecodable<QueryRequest> bad -> refuseToExplain(asked, now);
            case Decoded.RegistryDown<QueryRequest> down -> new Ruling.Deferred(down.reason());
        };
    }

    /** Nobody can tell why the job is where it is; it stays there. */
    public Ruling refuseToExplain(Ruling.Explained asked, Instant now) {
        return admissions.refuseToExplain(asked.job(), asked.commandId(), now);
    }

    /** The request of a stored job as if it were just read, for dead letters. */
    public Received source(LiveJob job) {
        String topic = topics.requests(job.place().priority());
        return new Received(topic, -1, -1, null, bytes(job), new RecordHeaders());
    }

    static byte[] bytes(LiveJob job) {
        ByteBuffer request = job.request().duplicate();
        byte[] bytes = new byte[request.remaining()];
        request.get(bytes);
        return bytes;
    }
}
