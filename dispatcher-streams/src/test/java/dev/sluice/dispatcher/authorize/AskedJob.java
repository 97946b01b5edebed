package dev.sluice.dispatcher.authorize;

import dev.sluice.dispatcher.accept.Accepted;
import dev.sluice.dispatcher.accept.Requested;
import dev.sluice.dispatcher.classify.Analyses;
import dev.sluice.dispatcher.classify.Classified;
import dev.sluice.dispatcher.classify.Classify;
import dev.sluice.dispatcher.classify.SqlLimits;
import dev.sluice.dispatcher.job.Asked;
import dev.sluice.dispatcher.job.Database;
import dev.sluice.dispatcher.job.JobKey;
import dev.sluice.dispatcher.job.Times;
import dev.sluice.dispatcher.job.Verdict;
import dev.sluice.dispatcher.parse.ParseLimits;
import dev.sluice.dispatcher.parse.Parsers;
import dev.sluice.dispatcher.policy.Policies;
import dev.sluice.dispatcher.policy.PolicyRule;
import dev.sluice.dispatcher.policy.PolicySet;
import dev.sluice.dispatcher.resolve.Resolved;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.Policy;
import dev.sluice.message.Priority;
import dev.sluice.message.QueryRequest;
import dev.sluice.message.SqlText;
import dev.sluice.message.StatementClass;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A job of tenant acme, principal ann, as far as the step that authorizes: with the real steps before it. */
record AskedJob(String engine, String defaultSchema, List<String> roles, List<String> statements) {
    static AskedJob of(String... statements) {
        return new AskedJob("postgresql", "public", List.of(), List.of(statements));
    }

    AskedJob on(String otherEngine, String otherSchema) {
        return new AskedJob(otherEngine, otherSchema, roles, statements);
    }

    AskedJob as(String... otherRoles) {
        return new AskedJob(engine, defaultSchema, List.of(otherRoles), statements);
    }

    /** The error that meets it under these policies; null if it passes. */
    @Nullable
    ErrorCode under(Policy... policies) {
        return switch (verdict(true, policies)) {
            case Verdict.Passed<Authorized> passed -> null;
            case Verdict.Refused<Authorized> refused -> refused.error().getCode();
            case Verdict.Postponed<Authorized> postponed -> throw new AssertionError(postponed.reason());
        };
    }

    String messageUnder(Policy... policies) {
        if (verdict(true, policies) instanceof Verdict.Refused<Authorized> refused) {
            return refused.error().getMessage();
        }
        throw new AssertionError("it was not refused");
    }

    Verdict<Authorized> verdict(boolean unlistedMayRun, Policy... policies) {
        List<PolicyRule> rules = Arrays.stream(policies)
                .map(policy -> PolicyRule.of(policy.getName(), policy))
                .toList();
        var set = new PolicySet(rules, unlistedMayRun);
        var authorize = new Authorize(Set.of(), List.of(), asker -> new Policies.Standing.Known(set.grant(asker)));
        return authorize.authorize(classified());
    }

    Classified classified() {
        return classified(new Analyses(ParseLimits.DEFAULT, Parsers.standard(), () -> 0));
    }

    Classified classified(Analyses analyses) {
        QueryRequest request = QueryRequest.newBuilder()
                .setJobId(UUID.randomUUID().toString())
                .setTopic("sluice.requests.normal")
                .setTenant("acme")
                .setPrincipal("ann")
                .setDatabase("shop")
                .setRoles(roles)
                .setQuery(new SqlText(statements))
                .setSubmittedAt(Instant.EPOCH)
                .build();
        var accepted = new Accepted(
                new Requested(request, Priority.NORMAL, ByteBuffer.allocate(0), null),
                JobKey.of(request).orElseThrow(),
                new Times(Instant.EPOCH, Instant.EPOCH, null, null),
                new Asked("ann", "00", "sluice.replies", null, null));
        var database = new Database("shop", engine, Map.of(), 0, true, defaultSchema);
        var resolved = new Resolved(accepted, database, statements, List.of(), null, null);
        return switch (new Classify(SqlLimits.DEFAULT, analyses).classify(resolved)) {
            case Verdict.Passed<Classified> passed -> passed.value();
            case Verdict.Refused<Classified> refused -> throw new AssertionError(refused.error());
            case Verdict.Postponed<Classified> postponed -> throw new AssertionError(postponed.reason());
        };
    }

    /** A policy for tenant acme that allows these classes. */
    static Policy.Builder policy(String name, StatementClass... classes) {
        return Policy.newBuilder()
                .setName(name)
                .setTenants(List.of("acme"))
                .setAllowedClasses(List.of(classes))
                .setUpdatedAt(Instant.EPOCH);
    }
}
