package dev.sluice.dispatcher.receive;

import dev.sluice.dispatcher.decide.RetryGrants;
import dev.sluice.dispatcher.job.Database;
import dev.sluice.dispatcher.job.Databases;
import dev.sluice.dispatcher.job.LiveJob;
import dev.sluice.dispatcher.policy.Asker;
import dev.sluice.dispatcher.policy.Policies;
import dev.sluice.dispatcher.policy.PolicyLimits;
import dev.sluice.message.QueryRequest;
import dev.sluice.schemas.serde.Decoded;
import java.time.Instant;
import java.util.List;

/** From a stored job to what policies grant it: decodes its request again, because the roles of who asked stand there alone. */
public final class RecallGrants implements RetryGrants {
    private final PatientDecoder decoder;
    private final Databases databases;
    private final Policies policies;

    public RecallGrants(PatientDecoder decoder, Databases databases, Policies policies) {
        this.decoder = decoder;
        this.databases = databases;
        this.policies = policies;
    }

    @Override
    public Standing standing(LiveJob job, Instant now) {
        return switch (decoder.decode(QueryRequest.class, Recall.bytes(job), now)) {
            case Decoded.Message<QueryRequest> message ->
                granted(job, message.value().getRoles());
            // What cannot be read cannot be retried.
            case Decoded.Undecodable<QueryRequest> bad -> none();
            case Decoded.RegistryDown<QueryRequest> down -> new Standing.Unreadable(down.reason());
        };
    }

    private Standing granted(LiveJob job, List<String> roles) {
        return switch (databases.find(job.key().database())) {
            case Databases.Lookup.Found(Database database) ->
                granted(Asker.of(job.key().tenant(), job.asked().principal(), roles, database));
            case Databases.Lookup.Missing missing -> none();
            case Databases.Lookup.Unreadable(String reason) -> new Standing.Unreadable(reason);
        };
    }

    private Standing granted(Asker asker) {
        return switch (policies.standing(asker)) {
            case Policies.Standing.Known known ->
                new Standing.Known(known.grant().limits().retries());
            case Policies.Standing.Unreadable(String reason) -> new Standing.Unreadable(reason);
        };
    }

    private static Standing none() {
        return new Standing.Known(PolicyLimits.Retries.UNSAID);
    }
}
