package dev.sluice.api.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.api.form.JsonBody;
import dev.sluice.api.problem.FieldProblem;
import dev.sluice.api.problem.Problem;
import dev.sluice.message.ErrorCode;
import dev.sluice.schemas.catalog.CatalogTopic.Entry;
import dev.sluice.schemas.catalog.Document;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** {@code PUT} of one policy or one version of a template: refused whole, with every problem, or published. */
public final class PutDefinition<M extends SpecificRecord> implements Handler {
    private final Catalogue<M> catalogue;
    private final JsonBody bodies;
    private final InstantSource clock;
    private final Feasibility<M> feasibility;

    public PutDefinition(Catalogue<M> catalogue, JsonBody bodies, InstantSource clock, Feasibility<M> feasibility) {
        this.feasibility = feasibility;
        this.catalogue = catalogue;
        this.bodies = bodies;
        this.clock = clock;
    }

    @Override
    public void handle(Context context) {
        String key = catalogue.key().apply(context);
        ObjectNode document = bodies.of(context);
        M definition = sound(document);
        String own = catalogue.form().key().apply(definition);
        if (!own.equals(key)) {
            throw refused(List.of("%s: the path names %s, the document %s"
                    .formatted(catalogue.fields().getFirst(), key, own)));
        }
        SortedMap<String, Entry<M>> entries =
                CatalogCall.reach(() -> catalogue.topic().read());
        Feasibility.Verdict verdict = feasibility.of(definition, legible(entries.values()), clock.instant());
        if (!verdict.problems().isEmpty()) {
            throw refused(verdict.problems());
        }
        Entry<M> now = published(key, definition, entries.get(key));
        ObjectNode shown = CatalogCall.shown(catalogue, key, now);
        if (!verdict.warnings().isEmpty()) {
            verdict.warnings().forEach(shown.putArray("warnings")::add);
        }
        CatalogCall.answer(context, shown);
    }

    private static <M extends SpecificRecord> List<M> legible(Collection<Entry<M>> entries) {
        List<M> legible = new ArrayList<>();
        for (Entry<M> entry : entries) {
            if (entry instanceof Entry.Legible<M>(M definition)) {
                legible.add(definition);
            }
        }
        return legible;
    }

    /** What stands under the key in the end; what said the same before is left alone. */
    private Entry<M> published(String key, M definition, @Nullable Entry<M> before) {
        if (before instanceof Entry.Legible<M>(M known) && catalogue.same(known, definition)) {
            return before;
        }
        requireFree(key, before);
        CatalogCall.reach(() -> {
            catalogue.topic().publish(Map.of(key, definition));
            return key;
        });
        return new Entry.Legible<>(definition);
    }

    /** What nobody could ever use may still be put right under its number. */
    private void requireFree(String key, @Nullable Entry<M> before) {
        boolean taken = catalogue.lasting()
                && before instanceof Entry.Legible<M>(M published)
                && catalogue.form().problems().apply(published).isEmpty();
        if (taken) {
            throw Problem.of(
                            ErrorCode.CONFLICT,
                            "%s %s is published already and says something else; a version never changes, give yours the next number"
                                    .formatted(catalogue.noun(), key))
                    .exception();
        }
    }

    private M sound(ObjectNode document) {
        return switch (catalogue.form().read().apply(document, clock.instant())) {
            case Document.Sound<M>(M definition) -> definition;
            case Document.Unsound<M>(List<String> problems) -> throw refused(problems);
        };
    }

    private static RuntimeException refused(List<String> problems) {
        return Problem.of(problems.stream().map(PutDefinition::field).toList()).exception();
    }

    private static FieldProblem field(String problem) {
        int colon = problem.indexOf(": ");
        return new FieldProblem(
                colon < 0 ? "" : problem.substring(0, colon),
                ErrorCode.INVALID_DEFINITION,
                colon < 0 ? problem : problem.substring(colon + 2));
    }
}
