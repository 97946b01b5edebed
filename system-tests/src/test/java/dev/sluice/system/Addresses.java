package dev.sluice.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.client.ClientSettings;
import dev.sluice.client.SluiceClient;
import dev.sluice.schemas.registry.HttpSchemaRegistry;
import dev.sluice.schemas.registry.RegistrySettings;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Where the parts of a running platform are. */
record Addresses(URI api, URI registry, String bootstrapServers, String demoUrl, String liteUrl, String user) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads what {@code sluice up --json} prints. */
    static Addresses parse(String line) throws IOException {
        JsonNode json = JSON.readTree(line);
        return new Addresses(
                URI.create(json.path("api").asText()),
                URI.create(json.path("registry").asText()),
                json.path("bootstrapServers").asText(),
                json.path("demo").asText(),
                json.path("lite").asText(),
                json.path("user").asText());
    }

    HttpSchemaRegistry schemaRegistry() {
        return new HttpSchemaRegistry(RegistrySettings.at(registry));
    }

    SluiceClient client(String tenant) {
        return new SluiceClient(ClientSettings.of(bootstrapServers, tenant, "tester"), schemaRegistry());
    }

    /** The database {@code demo}, past Sluice. */
    Connection demo() throws SQLException {
        return DriverManager.getConnection(demoUrl, user, "");
    }

    /** The database {@code lite}, past Sluice. */
    Connection lite() throws SQLException {
        return DriverManager.getConnection(liteUrl);
    }

    /** The history, which is beside the database {@code demo}. */
    Connection history() throws SQLException {
        return DriverManager.getConnection(demoUrl.replaceFirst("/demo(?=$|\\?)", "/history"), user, "");
    }
}
