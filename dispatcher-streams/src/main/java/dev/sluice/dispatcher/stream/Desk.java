package dev.sluice.dispatcher.stream;

import dev.sluice.dispatcher.decide.Admissions;
import dev.sluice.dispatcher.decide.Endings;
import dev.sluice.dispatcher.decide.Ruling;
import dev.sluice.dispatcher.job.JobKey;
import dev.sluice.dispatcher.job.LiveJob;
import dev.sluice.dispatcher.job.Stored;
import dev.sluice.dispatcher.line.LaneKey;
import dev.sluice.dispatcher.receive.PatientDecoder;
import dev.sluice.dispatcher.receive.Received;
import dev.sluice.dispatcher.remember.JobBook;
import dev.sluice.dispatcher.remember.Parking;
import dev.sluice.dispatcher.route.Output;
import dev.sluice.dispatcher.send.Outlet;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.Lane;
import dev.sluice.message.QueryRequest;
import dev.sluice.schemas.job.ErrorCatalog;
import dev.sluice.schemas.serde.Decoded;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies rulings: remembers, sends, and then gives what became free to the next in line. Not thread-safe.
 *
 * <p>INVARIANT: a ruling is encoded before any of it happens. What fails before leaves no trace but a dead letter; what fails after
 * stops the thread, and the transaction undoes it.
 */
final class Desk {
    private static final Logger log = LoggerFactory.getLogger(Desk.class);
    private static final Lane[] LANES = Lane.values();
    private static final int MOST_ADMISSIONS = 1_000;

    private final JobBook book;
    private final Notes notes;
    private final Parking parking;
    private final Admissions admissions;
    private final PatientDecoder decoder;
    private final Outlet outlet;
    private final DispatcherMeters meters;

    Desk(
            JobBook book,
            Notes notes,
            Parking parking,
            Admissions admissions,
            PatientDecoder decoder,
            Outlet outlet,
            DispatcherMeters meters) {
        this.book = book;
        this.notes = notes;
        this.parking = parking;
        this.admissions = admissions;
        this.decoder = decoder;
        this.outlet = outlet;
        this.meters = meters;
    }

    /** Applies what follows from a record, and what follows from that. Answers false if the record must be asked about later. */
    boolean apply(Ruling ruling, Received source, Instant now) {
        return switch (ruling) {
            case Ruling.Kept kept -> {
                keep(kept, source, now);
                followUp(kept.stored(), now);
                yield true;
            }
            case Ruling.Sent sent -> {
                send(outlet.prepare(sent.outputs(), sent.traceparent(), source, now), now);
                yield true;
            }
            case Ruling.Explained explained -> apply(explain(explained, now), source, now);
            case Ruling.Ignored ignored -> {
                meters.ignored(ignored.reason());
                yield true;
            }
            case Ruling.Deferred deferred -> false;
        };
    }

    /** What became free, or has come to wait, may mean a lease for somebody. */
    private void followUp(Stored stored, Instant now) {
        switch (stored) {
            case LiveJob live -> {
                if (live.waits()) {
                    admissions.victim(live.key().database()).ifPresent(victim -> shed(victim, now));
                    admitNext(new LaneKey(live.key().database(), live.place().lane()), now);
                }
            }
            case Stored.EndedJob ended -> admitNext(ended.key().database(), now);
            case Stored.CancelledAhead ahead -> {}
        }
    }

    void park(Received received) {
        parking.park(received);
        meters.parked();
    }

    /** The answer to a record that broke a decision: nobody else must wait for it, and it must not be lost. */
    void broken(Received source, Throwable cause, Instant now) {
        log.atError()
                .addKeyValue("partition", source.partition())
                .addKeyValue("offset", source.offset())
                .addKeyValue("errorCode", ErrorCode.INTERNAL)
                .setCause(cause)
                .log("a record could not be decided about; it becomes a dead letter");
        var error = ErrorCatalog.error(
                ErrorCode.INTERNAL, "The dispatcher could not decide about this record; its log says more.");
        var letter = new Output.Undeliverable(error, Output.Subject.UNKNOWN, null);
        send(outlet.prepare(List.of(letter), null, source, now), now);
    }

    /** Gives free leases of a database to those in line. */
    void admitNext(String database, Instant now) {
        for (Lane lane : LANES) {
            admitNext(new LaneKey(database, lane), now);
        }
    }

    private void admitNext(LaneKey lane, Instant now) {
        for (int admitted = 0; admitted < MOST_ADMISSIONS; admitted++) {
            Optional<LiveJob> next = admissions.next(lane).flatMap(this::live);
            if (next.isEmpty() || !turn(next.get(), now)) {
                return;
            }
        }
    }

    private boolean turn(LiveJob job, Instant now) {
        Received source = sourceOf(job);
        Ruling ruling = switch (decoder.decode(QueryRequest.class, source.value(), now)) {
            case Decoded.Message<QueryRequest> message -> admissions.turn(job, message.value(), now);
            case Decoded.Undecodable<QueryRequest> bad -> admissions.refuse(job, bad.error(), now);
            case Decoded.RegistryDown<QueryRequest> down -> new Ruling.Deferred(down.reason());
        };
        if (ruling instanceof Ruling.Kept kept) {
            keep(kept, source, now);
        }
        return ruling instanceof Ruling.Kept;
    }

    private Ruling explain(Ruling.Explained asked, Instant now) {
        LiveJob job = asked.job();
        return switch (decoder.decode(QueryRequest.class, sourceOf(job).value(), now)) {
            case Decoded.Message<QueryRequest> message ->
                admissions.explain(job, asked.commandId(), message.value(), now);
            case Decoded.Undecodable<QueryRequest> bad -> admissions.refuseToExplain(job, asked.commandId(), now);
            case Decoded.RegistryDown<QueryRequest> down -> new Ruling.Deferred(down.reason());
        };
    }

    /** Ends a waiting job whose deadline has passed. */
    void expire(JobKey key, Instant now) {
        live(key).ifPresent(job -> apply(Endings.expire(job, now), sourceOf(job), now));
    }

    private void shed(JobKey key, Instant now) {
        live(key).ifPresent(job -> keep(Endings.shed(job, now), sourceOf(job), now));
    }

    private Optional<LiveJob> live(JobKey key) {
        return book.find(key) instanceof LiveJob live ? Optional.of(live) : Optional.empty();
    }

    private void keep(Ruling.Kept ruling, Received source, Instant now) {
        List<Outlet.Prepared> prepared = outlet.prepare(ruling.outputs(), ruling.traceparent(), source, now);
        if (ruling.stored() instanceof LiveJob job) {
            for (Outlet.Prepared each : prepared) {
                String tooLarge = outlet.tooLarge(each);
                if (tooLarge != null) {
                    var error = ErrorCatalog.error(ErrorCode.INVALID_REQUEST, tooLarge);
                    keep(Endings.deadLetter(job, error, now), source, now);
                    return;
                }
            }
        }
        ruling.notes().forEach(note -> notes.take(note, now));
        book.keep(ruling.stored());
        send(prepared, now);
    }

    private void send(List<Outlet.Prepared> prepared, Instant now) {
        outlet.send(prepared, now);
        prepared.forEach(each -> meters.sent(each.output()));
    }

    /** The request of a stored job as if it were just read, for decoding and for dead letters. */
    private Received sourceOf(LiveJob job) {
        ByteBuffer request = job.request().duplicate();
        byte[] bytes = new byte[request.remaining()];
        request.get(bytes);
        String topic = outlet.requestTopic(job.place().priority());
        return new Received(topic, -1, -1, null, bytes, new RecordHeaders());
    }
}
