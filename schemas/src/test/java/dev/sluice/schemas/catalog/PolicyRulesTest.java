package dev.sluice.schemas.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.Policy;
import dev.sluice.message.StatementClass;
import dev.sluice.message.StatementKind;
import java.time.Instant;
import java.util.List;
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

    private static Policy.Builder sound() {
        return Policy.newBuilder()
                .setName("readers")
                .setTenants(List.of("acme"))
                .setAllowedClasses(List.of(StatementClass.READ))
                .setUpdatedAt(Instant.EPOCH);
    }
}
