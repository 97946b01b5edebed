package dev.sluice.api.catalog;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.api.problem.Problem;
import dev.sluice.message.ErrorCode;
import dev.sluice.schemas.catalog.CatalogTopic.Entry;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import org.apache.avro.specific.SpecificRecord;

/** What calls about definitions have in common: reading the topic, and how an entry looks in an answer. */
final class CatalogCall {
    private static final Duration SOON = Duration.ofSeconds(5);

    private CatalogCall() {}

    /** What is done with a topic. */
    interface Work<T> {
        T done() throws IOException;
    }

    /** Throws a problem, 503, if Kafka or the registry do not answer. */
    static <T> T reach(Work<T> work) {
        try {
            return work.done();
        } catch (IOException e) {
            throw Problem.retryable(ErrorCode.KAFKA_UNAVAILABLE, String.valueOf(e.getMessage()), SOON)
                    .exception();
        }
    }

    /** The entry that the path names. Throws a problem, 404, if there is none. */
    static <M extends SpecificRecord> Entry<M> named(Catalogue<M> catalogue, String key) {
        SortedMap<String, Entry<M>> entries = reach(() -> catalogue.topic().read());
        Entry<M> entry = entries.get(key);
        if (entry == null) {
            throw Problem.of(ErrorCode.NOT_FOUND, "there is no " + catalogue.noun() + " " + key)
                    .exception();
        }
        return entry;
    }

    static <M extends SpecificRecord> ObjectNode shown(Catalogue<M> catalogue, String key, Entry<M> entry) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode().put("key", key);
        List<String> problems = switch (entry) {
            case Entry.Legible<M>(M definition) -> {
                shown.set("definition", catalogue.form().write().apply(definition));
                yield catalogue.form().problems().apply(definition);
            }
            case Entry.Illegible<M>(String reason) -> List.of(reason);
        };
        if (!problems.isEmpty()) {
            problems.forEach(shown.putArray("problems")::add);
        }
        return shown;
    }

    static void answer(Context context, ObjectNode body) {
        context.contentType("application/json").result(body.toString());
    }
}
