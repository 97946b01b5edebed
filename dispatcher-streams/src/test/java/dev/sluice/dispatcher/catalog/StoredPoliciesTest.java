package dev.sluice.dispatcher.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.SwitchableRegistry;
import dev.sluice.dispatcher.authorize.PolicyTerms;
import dev.sluice.dispatcher.job.Database;
import dev.sluice.dispatcher.policy.Asker;
import dev.sluice.dispatcher.policy.Grant;
import dev.sluice.dispatcher.policy.Policies.Standing;
import dev.sluice.message.Policy;
import dev.sluice.message.StatementClass;
import dev.sluice.schemas.registry.InMemorySchemaRegistry;
import dev.sluice.schemas.serde.Messages;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StoredPoliciesTest {
    private static final Asker ANN =
            Asker.of("acme", "ann", List.of(), new Database("shop", "postgresql", Map.of(), 0, true, "public"));

    private final InMemorySchemaRegistry schemas = new InMemorySchemaRegistry();
    private final SwitchableRegistry registry = new SwitchableRegistry(schemas);
    private final Messages publisher = new Messages(schemas);
    private final AtomicLong nanos = new AtomicLong();
    private final List<String> refused = new ArrayList<>();
    private final StoredPolicies policies = new StoredPolicies(
            new Messages(registry), new PolicyTerms(true, List.of(), Duration.ofMinutes(1)), refused::add, nanos::get);

    @Test
    void aChangeTakesEffectWithTheNextQuestion() {
        publish("one");
        List<String> before = grant().policies();

        publish("two");

        assertThat(before).containsExactly("one");
        assertThat(grant().policies()).containsExactly("one", "two");
    }

    @Test
    void whatAppliesToAnAskerIsKeptForATime() {
        publish("one");
        Grant first = grant();

        Grant soon = grant();
        nanos.addAndGet(Duration.ofSeconds(61).toNanos());
        Grant later = grant();

        assertThat(soon).isSameAs(first);
        assertThat(later).isNotSameAs(first);
    }

    @Test
    void nobodyKnowsWhatHoldsWhileAChangeCannotBeRead() {
        registry.goDown();
        publish("one");
        Standing down = policies.standing(ANN);
        registry.comeBack();
        Standing tooSoon = policies.standing(ANN);

        nanos.addAndGet(Duration.ofSeconds(6).toNanos());
        Standing again = policies.standing(ANN);

        assertThat(down).isInstanceOf(Standing.Unreadable.class);
        assertThat(tooSoon).as("the registry is not asked for every job").isInstanceOf(Standing.Unreadable.class);
        assertThat(again).isInstanceOf(Standing.Known.class);
        assertThat(refused).isEmpty();
    }

    @Test
    void aGoodVersionEndsTheReignOfAStandIn() {
        policies.changed("one", new byte[] {7});
        Grant closed = grant();

        publish("one");

        assertThat(refused).containsExactly("policies");
        assertThat(closed.limits()).isEqualTo(grant().limits());
        assertThat(grant().exempts("pg_sleep")).isTrue();
        assertThat(closed.exempts("pg_sleep")).isFalse();
    }

    private Grant grant() {
        return switch (policies.standing(ANN)) {
            case Standing.Known(Grant grant) -> grant;
            case Standing.Unreadable(String reason) -> throw new AssertionError(reason);
        };
    }

    private void publish(String name) {
        Policy policy = Policy.newBuilder()
                .setName(name)
                .setTenants(List.of("acme"))
                .setAllowedClasses(List.of(StatementClass.READ))
                .setAllowedFunctions(List.of("pg_sleep"))
                .setUpdatedAt(Instant.EPOCH)
                .build();
        policies.changed(name, publisher.encode(policy));
    }
}
