package dev.sluice.standalone.cli.parameter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.message.ParameterType;
import dev.sluice.standalone.cli.parameter.ParameterArgument.Named;
import dev.sluice.standalone.cli.print.Json;
import dev.sluice.standalone.cli.rest.ApiException;
import dev.sluice.standalone.cli.rest.ApiRefusedException;
import dev.sluice.standalone.cli.rest.SluiceApi;
import dev.sluice.standalone.cli.shell.UsageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters that a template declares, by which values on the command line get their type. It types what it knows; whether all that
 * is needed was given, and nothing else, is for the dispatcher to say.
 */
public final class DeclaredParameters {
    private final Map<String, ParameterType> types;

    private DeclaredParameters(Map<String, ParameterType> types) {
        this.types = types;
    }

    /** Asks the API for a version of a template, or for the newest that can be used; of one that is not there nothing is known. */
    public static DeclaredParameters of(SluiceApi api, String queryId, @Nullable Integer version)
            throws ApiException, InterruptedException {
        try {
            return version == null
                    ? newest(queryId, api.get("/v1/templates"))
                    : of(api.get("/v1/templates/" + queryId + "/" + version));
        } catch (ApiRefusedException e) {
            if (e.status() == 404) {
                return new DeclaredParameters(Map.of());
            }
            throw e;
        }
    }

    static DeclaredParameters newest(String queryId, JsonNode all) {
        JsonNode newest = Json.object();
        for (JsonNode template : all.path("templates")) {
            boolean usable = queryId.equals(Json.text(template.path("definition"), "queryId"))
                    && template.path("problems").isEmpty();
            if (usable && version(template) > version(newest)) {
                newest = template;
            }
        }
        return of(newest);
    }

    private static long version(JsonNode template) {
        return template.path("definition").path("version").asLong(0);
    }

    private static DeclaredParameters of(JsonNode template) {
        Map<String, ParameterType> types = new LinkedHashMap<>();
        for (JsonNode parameter : template.path("definition").path("parameters")) {
            String type = Json.text(parameter, "type");
            Arrays.stream(ParameterType.values())
                    .filter(known -> known.name().equals(type))
                    .forEach(known -> types.put(Json.text(parameter, "name"), known));
        }
        return new DeclaredParameters(types);
    }

    /** The same values, each as one of the type that its parameter has. */
    public List<Named> named(List<Named> given) throws UsageException {
        List<Named> typed = new ArrayList<>();
        for (Named each : given) {
            typed.add(new Named(each.name(), typed(each.name(), each.argument())));
        }
        return typed;
    }

    /** The same values, each as one of the type of the parameter in its place. */
    public List<ParameterArgument> inOrder(List<ParameterArgument> given) throws UsageException {
        List<String> names = List.copyOf(types.keySet());
        List<ParameterArgument> typed = new ArrayList<>();
        for (ParameterArgument each : given) {
            typed.add(typed.size() < names.size() ? typed(names.get(typed.size()), each) : each);
        }
        return typed;
    }

    private ParameterArgument typed(String name, ParameterArgument given) throws UsageException {
        ParameterType type = types.get(name);
        try {
            return type == null ? given : given.as(type);
        } catch (IllegalArgumentException e) {
            throw new UsageException("parameter " + name + " must be a " + type + ": " + e.getMessage());
        }
    }
}
