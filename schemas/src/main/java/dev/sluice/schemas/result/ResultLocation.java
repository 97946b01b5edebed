package dev.sluice.schemas.result;

import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a store is: a folder, as a path or a {@code file:} URI, or the URI of another store, such as
 * {@code s3://bucket/prefix?endpoint=http://localhost:9000}. Its scheme names the store, its query holds the store's options.
 */
public record ResultLocation(URI uri) {
    /** Throws IllegalArgumentException saying what is wrong. */
    public static ResultLocation parse(String text) {
        URI uri = text.matches("[a-z][a-z0-9+.-]+:/.*")
                ? URI.create(text)
                : Path.of(text).toAbsolutePath().normalize().toUri();
        if (uri.getPath() == null || uri.getFragment() != null || uri.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "is no place for results: give a folder, or a URI such as s3://bucket/prefix without log-in");
        }
        return new ResultLocation(uri);
    }

    public String scheme() {
        return uri.getScheme();
    }

    /** The options after the question mark. */
    public Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        String query = uri.getQuery();
        for (String option : query == null ? new String[0] : query.split("&", -1)) {
            int equals = option.indexOf('=');
            options.put(
                    equals < 0 ? option : option.substring(0, equals), equals < 0 ? "" : option.substring(equals + 1));
        }
        return options;
    }

    /** The URI of a result here, as outcomes tell it. */
    public String uriOf(ResultPlace place) {
        return root() + "/" + place.path();
    }

    /** The place that a URI names, if it lies here; what anybody may have written into a message opens nothing else. */
    public Optional<ResultPlace> placeOf(@Nullable String claimed) {
        String prefix = root() + "/";
        if (claimed == null || !claimed.startsWith(prefix)) {
            return Optional.empty();
        }
        String[] path = claimed.substring(prefix.length()).split("/", -1);
        try {
            return path.length == 2
                    ? Optional.of(new ResultPlace(LocalDate.parse(path[0]), path[1]))
                    : Optional.empty();
        } catch (DateTimeException | IllegalArgumentException otherwise) {
            return Optional.empty();
        }
    }

    private String root() {
        String whole = uri.toString();
        int query = whole.indexOf('?');
        String bare = query < 0 ? whole : whole.substring(0, query);
        return bare.endsWith("/") ? bare.substring(0, bare.length() - 1) : bare;
    }
}
