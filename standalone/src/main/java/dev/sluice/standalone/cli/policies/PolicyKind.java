package dev.sluice.standalone.cli.policies;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.dispatcher.policy.PolicyRule;
import dev.sluice.message.Policy;
import dev.sluice.schemas.catalog.Document;
import dev.sluice.schemas.catalog.PolicyDocument;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.standalone.cli.definitions.Kind;
import dev.sluice.standalone.cli.definitions.Words;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Policies, keyed by name. */
public final class PolicyKind implements Kind<Policy> {
    @Override
    public String noun() {
        return "policy";
    }

    @Override
    public Words words() {
        return new Words(
                "policies",
                "Publish what tenants may do, and see what is published.",
                "analysts",
                "",
                "Delete a policy; what it denied may run again.");
    }

    @Override
    public Class<Policy> type() {
        return Policy.class;
    }

    @Override
    public String topic(Topics topics) {
        return topics.policies();
    }

    @Override
    public Document<Policy> read(JsonNode document, Instant now) {
        return PolicyDocument.read(document, now);
    }

    @Override
    public ObjectNode write(Policy policy) {
        return PolicyDocument.write(policy);
    }

    @Override
    public String key(Policy policy) {
        return policy.getName();
    }

    @Override
    public Policy at(Policy policy, Instant time) {
        return Policy.newBuilder(policy).setUpdatedAt(time).build();
    }

    @Override
    public boolean lasting() {
        return false;
    }

    @Override
    public Optional<String> choose(String asked, Set<String> keys) {
        return Optional.of(asked).filter(keys::contains);
    }

    @Override
    public List<String> headings() {
        return List.of("policy", "applies to", "allows", "denies", "limits");
    }

    @Override
    public List<String> cells(Policy policy) {
        return PolicyLine.cells(policy);
    }

    @Override
    public Set<String> freeText() {
        return Set.of("applies to", "allows", "denies", "limits");
    }

    @Override
    public List<String> problems(String key, Policy policy) {
        return switch (PolicyRule.of(key, policy)) {
            case PolicyRule.Sound sound -> List.of();
            case PolicyRule.Unusable unusable -> List.of(unusable.reason());
        };
    }
}
