package dev.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.DatabaseDefinition;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Policies and templates over REST, on a real broker. */
@ExtendWith(KafkaClusterExtension.class)
class CatalogIT {
    private static ApiFixture fixture;
    private static HistoryFixture history;
    private static Caller api;

    @BeforeAll
    static void start(KafkaCluster kafka) throws Exception {
        fixture = new ApiFixture(kafka);
        history = new HistoryFixture();
        api = fixture.start(history.settings());
    }

    @AfterAll
    static void stop() throws Exception {
        fixture.close();
        history.close();
    }

    @Test
    void aPolicyIsPublishedShownListedAndDeleted() throws Exception {
        String policy = "{\"name\": \"readers\", \"tenants\": [\"*\"], \"allowedClasses\": [\"READ\"]}";

        assertThat(put("/v1/policies/readers", policy).status()).isEqualTo(200);

        assertThat(api.get("/v1/policies/readers").json().path("definition").path("allowedClasses"))
                .hasToString("[\"READ\"]");
        assertThat(api.get("/v1/policies").json().path("policies").findValuesAsText("key"))
                .contains("readers");
        assertThat(api.delete("/v1/policies/readers").status()).isEqualTo(204);
        assertThat(api.get("/v1/policies/readers").text("code")).isEqualTo("NOT_FOUND");
        assertThat(api.delete("/v1/policies/readers").status()).isEqualTo(404);
    }

    @Test
    void aTemplateIsFoundUnderItsIdAndVersion() throws Exception {
        String template = "{\"queryId\": \"one\", \"version\": 2, \"variants\": {\"*\": \"select 1\"}}";

        assertThat(put("/v1/templates/one/2", template).status()).isEqualTo(200);

        assertThat(api.get("/v1/templates/one/2").text("key")).isEqualTo("one@2");
        assertThat(api.get("/v1/templates/one/1").status()).isEqualTo(404);
        assertThat(put("/v1/templates/one/3", template).text("code")).isEqualTo("INVALID_DEFINITION");
    }

    @Test
    void aLaneIsPausedScaledAndResumed() throws Exception {
        String order = """
                {"database": "shop", "lane": "fast", "paused": true, "principal": "op", "reason": "a migration",
                 "expiresAt": "2126-11-22T00:00:00Z"}
                """;

        assertThat(put("/v1/lanes/shop/fast", order).status()).isEqualTo(200);
        assertThat(api.get("/v1/lanes").json().path("orders").findValuesAsText("key"))
                .contains("shop/FAST");
        assertThat(put("/v1/lanes/shop/fast", order.replace("\"paused\": true", "\"slots\": 3"))
                        .status())
                .isEqualTo(200);

        assertThat(api.get("/v1/lanes/shop/fast").json().path("definition").path("slots"))
                .hasToString("3");
        assertThat(put("/v1/lanes/shop/slow", order).text("code")).isEqualTo("INVALID_DEFINITION");
        assertThat(put("/v1/lanes/shop/fast", order.replace("a migration", "")).status())
                .isEqualTo(422);
        assertThat(api.delete("/v1/lanes/shop/fast").status()).isEqualTo(204);
        assertThat(api.get("/v1/lanes/shop/fast").status()).isEqualTo(404);
    }

    @Test
    void slotsBeyondTheConnectionsOfTheDatabaseAreRefusedOnceItIsKnown() throws Exception {
        String order = """
                {"database": "small", "lane": "fast", "slots": 9, "principal": "op", "reason": "a rush"}
                """;
        Answer unknown = put("/v1/lanes/small/fast", order);
        DatabaseDefinition small = DatabaseDefinition.newBuilder()
                .setName("small")
                .setEngine("postgresql")
                .setLaneSlots(Map.of("fast", 2, "slow", 2))
                .setMaxConnections(8)
                .setUpdatedAt(Instant.EPOCH)
                .build();
        fixture.publish(fixture.topics().databases(), "small", small);
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> api.get("/v1/databases").response().body().contains("\"small\""));

        Answer refused = put("/v1/lanes/small/fast", order);
        Answer taken = put("/v1/lanes/small/fast", order.replace("9", "6"));

        assertThat(unknown.status()).isEqualTo(200);
        assertThat(unknown.json().path("warnings").path(0).asText()).contains("small is not known here");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("errors").path(0).path("field").asText()).isEqualTo("slots");
        assertThat(refused.json().path("errors").path(0).path("message").asText())
                .contains("order at most 6");
        assertThat(taken.status()).isEqualTo(200);
        assertThat(taken.json().has("warnings")).isFalse();
        assertThat(api.delete("/v1/lanes/small/fast?reason=over&principal=op").status())
                .isEqualTo(204);
    }

    @Test
    void aVersionOfATemplateNeverChanges() throws Exception {
        String first = "{\"queryId\": \"fixed\", \"version\": 1, \"variants\": {\"*\": \"select 1\"}}";
        put("/v1/templates/fixed/1", first);
        String published = api.get("/v1/templates/fixed/1").json().toString();

        Answer again = put("/v1/templates/fixed/1", first);
        Answer other = put("/v1/templates/fixed/1", first.replace("select 1", "select 2"));

        assertThat(again.status()).isEqualTo(200);
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.text("code")).isEqualTo("CONFLICT");
        assertThat(other.text("detail")).contains("fixed@1 is published already", "give yours the next number");
        assertThat(api.get("/v1/templates/fixed/1").json()).hasToString(published);
    }

    @Test
    void theSqlOfATemplateIsReadBeforeItIsPublished() throws Exception {
        String template = """
                {"queryId": "typo", "version": 1, "parameters": [{"name": "day", "type": "date"}],
                 "variants": {"*": "select :dya", "sqlite": "select :day; select 1"}}
                """;

        Answer answer = put("/v1/templates/typo/1", template);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("errors").findValuesAsText("message"))
                .containsExactly(":dya is no parameter of it", "it holds more than one statement");
        assertThat(api.get("/v1/templates/typo/1").status()).isEqualTo(404);
    }

    @Test
    void whatIsWrongWithADocumentIsToldAtOnceAndNothingIsPublished() throws Exception {
        Answer answer = put("/v1/policies/bad", "{\"name\": \"bad\", \"maxCost\": \"much\", \"databses\": []}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("code")).isEqualTo("INVALID_DEFINITION");
        assertThat(answer.json().path("errors").findValuesAsText("field"))
                .containsExactlyInAnyOrder("maxCost", "databses", "tenants");
        assertThat(api.get("/v1/policies/bad").status()).isEqualTo(404);
    }

    private static Answer put(String path, String body) throws Exception {
        return api.send(api.json(path).PUT(BodyPublishers.ofString(body)));
    }
}
