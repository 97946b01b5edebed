package dev.sluice.schemas.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.Policy;
import dev.sluice.message.StatementClass;
import dev.sluice.message.StatementKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PolicyRulesTest {
    @Test
    void aSoundPolicyHasNoProblems() {
        Policy policy = sound().setPrincipals(List.of("svc-*"))
                .setAllowedObjects(List.of("orders", "sales.*", "\"My Table\"", "a.b.c", "*"))
                .setDeniedFunctions(List.of("pg_size_*", "app.f"))
                .setMaxCost(0.5)
                .setJobsPerSecond(0.1)
                .build();

        assertThat(PolicyRules.problems(policy)).isEmpty();
    }

    @Test
    void everyProblemIsNamedAtOnceWithItsField() {
        Policy policy = Policy.newBuilder()
                .setName("../../x")
                .setPrincipals(List.of(""))
                .setRoles(List.of("a b"))
                .setAllowedClasses(List.of(StatementClass.READ))
                .setDeniedClasses(List.of(StatementClass.READ))
                .setDeniedKinds(List.of(StatementKind.OTHER))
                .setAllowedObjects(List.of("a..b", "\"open", "a.b.c.d"))
                .setMaxStatements(0)
                .setMaxCost(Double.NaN)
                .setMaxRunning(-1)
                .setUpdatedAt(Instant.EPOCH)
                .build();

        assertThat(PolicyRules.problems(policy))
                .extracting(problem -> problem.substring(0, problem.indexOf(':')))
                .containsExactly(
                        "name",
                        "tenants",
                        "principals",
                        "roles",
                        "allowedObjects",
                        "allowedObjects",
                        "allowedObjects",
                        "allowedClasses, deniedClasses",
                        "deniedKinds",
                        "maxStatements",
                        "maxCost",
                        "maxRunning");
    }

    @Test
    void whatWouldGrantNothingIsAContradiction() {
        Policy policy = Policy.newBuilder(sound().build())
                .setAllowedClasses(List.of())
                .setAllowedKinds(List.of(StatementKind.INSERT))
                .setWritableObjects(List.of("t"))
                .build();

        assertThat(PolicyRules.problems(policy)).hasSize(2).allMatch(problem -> problem.contains("allowedClasses"));
    }

    @Test
    void retriesOfDeadLettersAreBoundedAndNeedAnInterval() {
        assertThat(PolicyRules.problems(retrying(10, 1_000L))).isEmpty();
        assertThat(PolicyRules.problems(retrying(0, null))).isEmpty();
        assertThat(PolicyRules.problems(retrying(11, 1_000L)))
                .singleElement()
                .satisfies(problem -> assertThat(problem).isEqualTo("deadLetterRetries: must be 0 to 10, not 11"));
        assertThat(PolicyRules.problems(retrying(-1, 1_000L))).hasSize(1);
        assertThat(PolicyRules.problems(retrying(1, 999L)))
                .containsExactly("deadLetterRetryMillis: must be 1000 to 86400000, one second to one day, not 999");
        assertThat(PolicyRules.problems(retrying(1, null)))
                .hasSize(1)
                .allMatch(problem -> problem.contains("together"));
        assertThat(PolicyRules.problems(retrying(null, 5_000L)))
                .hasSize(1)
                .allMatch(problem -> problem.contains("together"));
    }

    private static Policy retrying(@Nullable Integer retries, @Nullable Long interval) {
        return sound().setDeadLetterRetries(retries)
                .setDeadLetterRetryMillis(interval)
                .build();
    }

    private static Policy.Builder sound() {
        return Policy.newBuilder()
                .setName("readers")
                .setTenants(List.of("acme"))
                .setAllowedClasses(List.of(StatementClass.READ))
                .setUpdatedAt(Instant.EPOCH);
    }
}
