package dev.sluice.standalone.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sluice.standalone.cli.rest.ApiException;
import dev.sluice.standalone.cli.rest.SluiceApi;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A Sluice that runs on this machine, by what its API says of its parts and its databases; or that there is none. */
final class Platform implements Check {
    private static final String SUBJECT = "Sluice";

    private final URI url;
    private final JsonNode health;
    private final JsonNode databases;

    private Platform(URI url, JsonNode health, JsonNode databases) {
        this.url = url;
        this.health = health;
        this.databases = databases;
    }

    /** Asks once. */
    static Platform at(URI url) throws InterruptedException {
        SluiceApi api = SluiceApi.at(url);
        try {
            return new Platform(url, api.get("/health"), api.get("/v1/databases"));
        } catch (ApiException e) {
            return new Platform(url, MissingNode.getInstance(), MissingNode.getInstance());
        }
    }

    boolean runs() {
        return health.has("services");
    }

    @Override
    public List<Finding> look() {
        if (!runs()) {
            return List.of(new Finding.Doubtful(
                    SUBJECT,
                    "does not run at " + url,
                    "./sluice up starts all of it, ./sluice demo with data to play with"));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(new Finding.Fit(SUBJECT, "runs at " + url));
        health.path("services").properties().forEach(part -> part(part.getKey(), part.getValue(), findings));
        databases.path("databases").forEach(each -> findings.add(database(each)));
        return findings;
    }

    private static void part(String name, JsonNode state, List<Finding> findings) {
        String seen = state.path("state").asText();
        if (!seen.equals("UP")) {
            findings.add(new Finding.Unfit(
                    "part " + name, seen + ": " + state.path("why").asText(), "its log says more"));
        }
    }

    private static Finding database(JsonNode database) {
        String subject = "database " + database.path("name").asText();
        String engine = database.path("engine").asText();
        return database.path("enabled").asBoolean()
                ? new Finding.Fit(subject, engine)
                : new Finding.Doubtful(subject, engine + ", disabled", "its jobs wait until it is enabled");
    }
}
