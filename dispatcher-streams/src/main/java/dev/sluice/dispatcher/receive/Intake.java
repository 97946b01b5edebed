package dev.sluice.dispatcher.receive;

import dev.sluice.dispatcher.accept.Requested;
import dev.sluice.dispatcher.decide.DecideCommand;
import dev.sluice.dispatcher.decide.DecideEvent;
import dev.sluice.dispatcher.decide.DecideRequest;
import dev.sluice.dispatcher.decide.Ruling;
import dev.sluice.dispatcher.route.Output;
import dev.sluice.message.ControlCommand;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobError;
import dev.sluice.message.JobEvent;
import dev.sluice.message.Priority;
import dev.sluice.message.QueryRequest;
import dev.sluice.schemas.job.ErrorCatalog;
import dev.sluice.schemas.job.Identifiers;
import dev.sluice.schemas.serde.Decoded;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** From a record to a ruling: decodes it, checks that it came the right way, and asks whoever decides about its kind. */
public final class Intake {
    private final RequestGate gate;
    private final Partitions partitions;
    private final PatientDecoder decoder;
    private final DecideRequest requests;
    private final DecideEvent events;
    private final DecideCommand commands;
    private final LongSupplier sequence;

    public Intake(
            RequestGate gate,
            Partitions partitions,
            PatientDecoder decoder,
            DecideRequest requests,
            DecideEvent events,
            DecideCommand commands,
            LongSupplier sequence) {
        this.gate = gate;
        this.partitions = partitions;
        this.decoder = decoder;
        this.requests = requests;
        this.events = events;
        this.commands = commands;
        this.sequence = sequence;
    }

    public Ruling decide(Received received, Instant now) {
        if (received.topic().equals(gate.topics().events())) {
            return received.has(Received.FROM_HEADER) ? new Ruling.Ignored("own event") : event(received, now);
        }
        if (received.topic().equals(gate.topics().control())) {
            if (received.has(Received.FROM_HEADER)) {
                return new Ruling.Ignored("own note");
            }
            return decoded(ControlCommand.class, received, now, command -> command(received, command, now));
        }
        Priority priority = gate.priority(received.topic());
        return gate.beforeReading(received)
                .map(Intake::undeliverable)
                .orElseGet(() -> decoded(
                        QueryRequest.class, received, now, request -> request(received, request, priority, now)));
    }

    private Ruling event(Received received, Instant now) {
        return decoded(
                JobEvent.class,
                received,
                now,
                event -> misplaced(received, event.getDatabase()).orElse(() -> events.decide(event, now)));
    }

    private Ruling command(Received received, ControlCommand command, Instant now) {
        return gate.beforeObeying(received, command)
                .map(Intake::undeliverable)
                .orElseGet(
                        () -> misplaced(received, command.getDatabase()).orElse(() -> commands.decide(command, now)));
    }

    private Ruling request(Received received, QueryRequest request, Priority priority, Instant now) {
        Optional<JobError> objection = gate.afterReading(received, request);
        if (objection.isPresent()) {
            return undeliverable(objection.get());
        }
        return misplaced(received, request.getDatabase()).orElse(() -> {
            ByteBuffer bytes = ByteBuffer.wrap(received.value() == null ? new byte[0] : received.value());
            var requested = new Requested(request, priority, bytes, received.traceparent());
            return requests.decide(requested, sequence.getAsLong(), now);
        });
    }

    private <T extends SpecificRecord> Ruling decoded(
            Class<T> type, Received received, Instant now, Function<T, Ruling> next) {
        return switch (decoder.decode(type, received.value(), now)) {
            case Decoded.Message<T> message -> next.apply(message.value());
            case Decoded.Undecodable<T> bad -> undeliverable(bad.error());
            case Decoded.RegistryDown<T> down -> new Ruling.Deferred(down.reason());
        };
    }

    /** A ruling, or none yet. */
    private record Maybe(@Nullable Ruling ruling) {
        Ruling orElse(Supplier<Ruling> other) {
            return ruling == null ? other.get() : ruling;
        }
    }

    /** Moves a record to the partition of its database, once. */
    private Maybe misplaced(Received received, String database) {
        boolean inPlace = !Identifiers.validName(database) || partitions.of(database) == received.partition();
        if (inPlace) {
            return new Maybe(null);
        }
        if (received.has(Received.REKEYED_HEADER)) {
            return new Maybe(
                    misrouted("The record was moved to the partition of its database and is still on another; are the"
                            + " partition counts of all topics alike?"));
        }
        return new Maybe(new Ruling.Sent(List.of(new Output.Rekeyed(database)), received.traceparent()));
    }

    private static Ruling misrouted(String message) {
        return undeliverable(ErrorCatalog.error(ErrorCode.MISROUTED, message));
    }

    private static Ruling undeliverable(JobError error) {
        return new Ruling.Sent(List.of(new Output.Undeliverable(error, Output.Subject.UNKNOWN, null)), null);
    }
}
