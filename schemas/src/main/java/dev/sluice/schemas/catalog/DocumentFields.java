package dev.sluice.schemas.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one document by name and type. What cannot be used is noted and read as absent, so that one look at the problems
 * shows everything that is wrong; a null is an absent field. Not thread-safe.
 */
final class DocumentFields {
    /** When the definition was published; allowed in a document so that one that was shown can be published as it is. */
    static final String UPDATED = "updatedAt";

    private final String prefix;
    private final JsonNode document;
    private final List<String> problems;
    private final Set<String> known = new LinkedHashSet<>();

    DocumentFields(JsonNode document) {
        this("", document, new ArrayList<>());
    }

    private DocumentFields(String prefix, JsonNode document, List<String> problems) {
        this.prefix = prefix;
        this.document = document;
        this.problems = problems;
        if (!document.isObject()) {
            problems.add((prefix.isEmpty() ? "the document" : prefix.substring(0, prefix.length() - 1) + ":")
                    + " must be a map of fields to values");
        }
    }

    /** The fields of a document within this one; its problems are noted here. */
    DocumentFields within(String field, JsonNode inner) {
        return new DocumentFields(prefix + field + ".", inner, problems);
    }

    Optional<JsonNode> node(String field) {
        known.add(field);
        return Optional.ofNullable(document.get(field)).filter(node -> !node.isNull());
    }

    String text(String field, @Nullable String usual) {
        Optional<JsonNode> node = node(field);
        if (node.isEmpty() && usual == null) {
            problem(field, "is missing");
        }
        if (node.isPresent() && !node.get().isTextual()) {
            problem(field, "must be text; put it in quotes");
        }
        return node.filter(JsonNode::isTextual).map(JsonNode::textValue).orElse(usual == null ? "" : usual);
    }

    List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        for (JsonNode entry : list(field)) {
            if (entry.isTextual()) {
                texts.add(entry.textValue());
            } else {
                problem(field, "must be a list of texts; " + Shown.of(entry.toString()) + " is none");
            }
        }
        return texts;
    }

    /** Constants of an enum, in any case. */
    <E extends Enum<E>> List<E> choices(String field, Class<E> type) {
        List<E> chosen = new ArrayList<>();
        for (String text : texts(field)) {
            choice(field, text, type).ifPresent(chosen::add);
        }
        return chosen;
    }

    <E extends Enum<E>> Optional<E> choice(String field, String text, Class<E> type) {
        List<E> constants = List.of(type.getEnumConstants());
        Optional<E> found = constants.stream()
                .filter(constant -> constant.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst();
        if (found.isEmpty()) {
            problem(
                    field,
                    "there is no '" + Shown.of(text) + "'; there are " + Arrays.toString(type.getEnumConstants()));
        }
        return found;
    }

    boolean flag(String field, boolean usual) {
        Optional<JsonNode> node = node(field);
        if (node.isPresent() && !node.get().isBoolean()) {
            problem(field, "must be true or false");
        }
        return node.filter(JsonNode::isBoolean).map(JsonNode::booleanValue).orElse(usual);
    }

    @Nullable
    Integer integer(String field) {
        Long whole = whole(field, Integer.MAX_VALUE);
        return whole == null ? null : whole.intValue();
    }

    @Nullable
    Long whole(String field) {
        return whole(field, Long.MAX_VALUE);
    }

    @Nullable
    Double number(String field) {
        Optional<JsonNode> node = node(field);
        if (node.isPresent() && !node.get().isNumber()) {
            problem(field, "must be a number");
        }
        return node.filter(JsonNode::isNumber).map(JsonNode::doubleValue).orElse(null);
    }

    /** The entries of a list; none if there is no such field, or it is no list. */
    List<JsonNode> list(String field) {
        List<JsonNode> entries = new ArrayList<>();
        Optional<JsonNode> node = node(field);
        if (node.isPresent() && !node.get().isArray()) {
            problem(field, "must be a list");
        }
        node.filter(JsonNode::isArray).ifPresent(list -> list.forEach(entries::add));
        return entries;
    }

    void problem(String field, String message) {
        problems.add(prefix + field + ": " + message);
    }

    /** Fields that nobody asked for are problems too. Ask for it last. */
    void refuseOthers() {
        document.fieldNames().forEachRemaining(field -> {
            if (!known.contains(field)) {
                problem(Shown.of(field), "is not known; known are " + String.join(", ", known));
            }
        });
    }

    /** Every problem; those of the rules only where the field could be read, for of another they know nothing. */
    List<String> with(List<String> ofRules) {
        List<String> all = new ArrayList<>(problems);
        ofRules.stream()
                .filter(problem ->
                        problems.stream().noneMatch(found -> field(found).equals(field(problem))))
                .forEach(all::add);
        return all;
    }

    boolean sound() {
        return problems.isEmpty();
    }

    private @Nullable Long whole(String field, long most) {
        Optional<JsonNode> node = node(field);
        boolean fits = node.isPresent()
                && node.get().isIntegralNumber()
                && node.get().bigIntegerValue().abs().compareTo(BigInteger.valueOf(most)) <= 0;
        if (node.isPresent() && !fits) {
            problem(field, "must be a whole number of at most " + most);
        }
        return fits ? node.get().longValue() : null;
    }

    private static String field(String problem) {
        int colon = problem.indexOf(':');
        return colon < 0 ? problem : problem.substring(0, colon);
    }
}
