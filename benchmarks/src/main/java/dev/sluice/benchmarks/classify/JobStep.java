package dev.sluice.benchmarks.classify;

import dev.sluice.dispatcher.accept.Accepted;
import dev.sluice.dispatcher.accept.Requested;
import dev.sluice.dispatcher.authorize.Authorize;
import dev.sluice.dispatcher.authorize.Authorized;
import dev.sluice.dispatcher.classify.Analyses;
import dev.sluice.dispatcher.classify.Classify;
import dev.sluice.dispatcher.classify.SqlLimits;
import dev.sluice.dispatcher.job.Asked;
import dev.sluice.dispatcher.job.Database;
import dev.sluice.dispatcher.job.JobKey;
import dev.sluice.dispatcher.job.Times;
import dev.sluice.dispatcher.job.Verdict;
import dev.sluice.dispatcher.parse.ParseLimits;
import dev.sluice.dispatcher.parse.Parsers;
import dev.sluice.dispatcher.policy.Asker;
import dev.sluice.dispatcher.policy.Grant;
import dev.sluice.dispatcher.policy.Policies;
import dev.sluice.dispatcher.policy.PolicyRule;
import dev.sluice.dispatcher.policy.PolicySet;
import dev.sluice.dispatcher.resolve.Resolved;
import dev.sluice.message.Policy;
import dev.sluice.message.Priority;
import dev.sluice.message.QueryRequest;
import dev.sluice.message.SqlText;
import dev.sluice.message.StatementClass;
import dev.sluice.message.StatementKind;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Everything the benchmarks need to know of the dispatcher's steps, so that a change there is a change here and nowhere else. */
final class JobStep {
    static final String TENANT = "bench";

    private static final Database DATABASE = new Database("bench", "postgresql", Map.of(), 0, true, "public");

    private JobStep() {}

    /** Classification that remembers so many bytes, with parse time in plenty. */
    static Classify classify(long remembered) {
        ParseLimits usual = ParseLimits.DEFAULT;
        var limits = new ParseLimits(
                usual.maxCharacters(), usual.maxTokens(), Duration.ofSeconds(1), Duration.ofDays(1), remembered);
        return new Classify(SqlLimits.DEFAULT, new Analyses(limits, Parsers.standard(), System::nanoTime));
    }

    /** The security checks with a policy about classes and tables; which policies apply is looked up beforehand, as a cache does. */
    static Authorize checks() {
        var policy = Policy.newBuilder()
                .setName("bench")
                .setTenants(List.of(TENANT))
                .setAllowedClasses(List.of(StatementClass.READ, StatementClass.WRITE))
                .setAllowedObjects(List.of("public.*", "sales.*"))
                .setDeniedObjects(List.of("*.secret*"))
                .setAllowUnparsable(true)
                .setUpdatedAt(Instant.EPOCH)
                .build();
        var rules = List.of(PolicyRule.of("bench", policy));
        Grant grant = new PolicySet(rules, true).grant(Asker.of(TENANT, "bench", List.of(), DATABASE));
        return new Authorize(Set.of(StatementKind.COPY), List.of(), asker -> new Policies.Standing.Known(grant));
    }

    static Verdict<Authorized> checked(Classify classify, Authorize checks, Resolved job) {
        return classify.classify(job).then(checks::authorize);
    }

    /** A job of this text, as the steps before leave it. */
    static Resolved job(String sql) {
        var request = QueryRequest.newBuilder()
                .setJobId("0199c0de-0000-7000-8000-000000000000")
                .setTenant(TENANT)
                .setPrincipal("bench")
                .setDatabase(DATABASE.name())
                .setTopic("sluice.requests.normal")
                .setQuery(new SqlText(List.of(sql)))
                .setSubmittedAt(Instant.EPOCH)
                .build();
        var accepted = new Accepted(
                new Requested(request, Priority.NORMAL, ByteBuffer.allocate(0), null),
                new JobKey(DATABASE.name(), TENANT, request.getJobId()),
                new Times(Instant.EPOCH, Instant.EPOCH, null, null),
                new Asked("bench", "0", "sluice.replies", null, null));
        return new Resolved(accepted, DATABASE, List.of(sql), List.of(), null, null);
    }
}
