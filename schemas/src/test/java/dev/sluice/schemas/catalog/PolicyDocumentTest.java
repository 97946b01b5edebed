package dev.sluice.schemas.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.message.Policy;
import dev.sluice.message.StatementClass;
import dev.sluice.message.StatementKind;
import java.time.Instant;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class PolicyDocumentTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void everyFieldOfThePolicyCanBeWrittenAndReadBack() {
        Policy policy = whole();

        JsonNode document = PolicyDocument.write(policy);

        assertThat(Policy.getClassSchema().getFields())
                .extracting(Schema.Field::name)
                .allMatch(document::has);
        assertThat(PolicyDocument.read(document, NOW)).isEqualTo(new Document.Sound<>(policy));
    }

    @Test
    void whatSaysNothingIsLeftOut() throws JsonProcessingException {
        Document<Policy> read =
                PolicyDocument.read(json("{'name': 'p', 'tenants': ['*'], 'allowedClasses': ['read']}"), NOW);

        assertThat(read)
                .isInstanceOfSatisfying(
                        Document.Sound.class,
                        sound -> assertThat(PolicyDocument.write((Policy) sound.message())
                                        .fieldNames())
                                .toIterable()
                                .containsExactly("name", "tenants", "allowedClasses", "updatedAt"));
    }

    @Test
    void everyProblemIsToldAtOnceAndNoneTwice() throws JsonProcessingException {
        JsonNode document = json("""
                {'tenants': 'acme', 'allowedClasses': ['READ', 'RAED'], 'maxCost': 'much', 'maxStatements': 1.5,
                 'maxRunning': 0, 'allowUnparsable': 'no', 'deniedObjects': ['a b'], 'databses': ['demo'], 'roles': [7]}
                """);

        assertThat(problems(document))
                .satisfiesExactlyInAnyOrder(
                        name -> assertThat(name).isEqualTo("name: is missing"),
                        tenants -> assertThat(tenants).isEqualTo("tenants: must be a list"),
                        classes ->
                                assertThat(classes).startsWith("allowedClasses: there is no 'RAED'; there are [READ,"),
                        cost -> assertThat(cost).isEqualTo("maxCost: must be a number"),
                        statements -> assertThat(statements).startsWith("maxStatements: must be a whole number"),
                        running -> assertThat(running).startsWith("maxRunning: must be positive"),
                        flag -> assertThat(flag).isEqualTo("allowUnparsable: must be true or false"),
                        objects -> assertThat(objects).startsWith("deniedObjects: 'a b'"),
                        unknown -> assertThat(unknown).startsWith("databses: is not known; known are"),
                        roles -> assertThat(roles).startsWith("roles: must be a list of texts; 7 is none"));
    }

    @Test
    void aDocumentThatIsNoMapIsRefused() throws JsonProcessingException {
        assertThat(problems(json("['p']"))).contains("the document must be a map of fields to values");
    }

    private static List<String> problems(JsonNode document) {
        return PolicyDocument.read(document, NOW) instanceof Document.Unsound<Policy> unsound
                ? unsound.problems()
                : List.of();
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    private static Policy whole() {
        return Policy.newBuilder()
                .setName("p")
                .setTenants(List.of("acme"))
                .setPrincipals(List.of("anna"))
                .setRoles(List.of("analyst"))
                .setDatabases(List.of("demo*"))
                .setAllowedClasses(List.of(StatementClass.READ))
                .setDeniedClasses(List.of(StatementClass.DDL))
                .setAllowedKinds(List.of(StatementKind.SELECT))
                .setDeniedKinds(List.of(StatementKind.COPY))
                .setAllowedObjects(List.of("public.*"))
                .setWritableObjects(List.of("\"Odd.Name\""))
                .setDeniedObjects(List.of("salaries"))
                .setAllowedFunctions(List.of("pg_sleep"))
                .setDeniedFunctions(List.of("random"))
                .setAllowUnparsable(true)
                .setMaxSqlLength(1000)
                .setMaxStatements(1)
                .setMaxCost(2.5)
                .setMaxResultBytes(1L << 40)
                .setResultMemory(1L << 41)
                .setMaxRunning(3)
                .setJobsPerSecond(0.5)
                .setDeadLetterRetries(3)
                .setDeadLetterRetryMillis(60_000L)
                .setUpdatedAt(NOW)
                .build();
    }
}
