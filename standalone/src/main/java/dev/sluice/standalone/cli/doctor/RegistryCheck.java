package dev.sluice.standalone.cli.doctor;

import dev.sluice.schemas.registry.RegistrySettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/** The schema registry: whether it answers the Confluent protocol and lets us in. */
final class RegistryCheck implements Check {
    private static final String SUBJECT = "schema registry";

    private final RegistrySettings settings;

    RegistryCheck(RegistrySettings settings) {
        this.settings = settings;
    }

    @Override
    public List<Finding> look() throws InterruptedException {
        URI subjects = URI.create(settings.url().toString().replaceAll("/+$", "") + "/subjects");
        HttpRequest.Builder request = HttpRequest.newBuilder(subjects).timeout(settings.requestTimeout());
        settings.credentials().authorization().ifPresent(value -> request.header("Authorization", value));
        HttpClient http = HttpClient.newBuilder()
                .connectTimeout(settings.connectTimeout())
                .build();
        try {
            return List.of(judge(http.send(request.build(), BodyHandlers.ofString())));
        } catch (IOException e) {
            return List.of(new Finding.Unfit(
                    SUBJECT,
                    "does not answer at " + settings.url(),
                    "start it (./sluice up has one) or set registry.url"));
        }
    }

    private Finding judge(HttpResponse<String> answer) {
        String seen = "answers " + answer.statusCode() + " at " + settings.url();
        return switch (answer.statusCode()) {
            case 200 ->
                answer.body().strip().startsWith("[")
                        ? new Finding.Fit(SUBJECT, seen)
                        : new Finding.Unfit(
                                SUBJECT,
                                "answers something else at " + settings.url(),
                                "set registry.url to the Confluent API, as …/apis/ccompat/v7");
            case 401, 403 -> new Finding.Unfit(SUBJECT, seen, "set registry.authorization");
            case 404 -> new Finding.Unfit(SUBJECT, seen, "set registry.url to the Confluent API, as …/apis/ccompat/v7");
            default -> new Finding.Unfit(SUBJECT, seen, "look into the registry's log");
        };
    }
}
