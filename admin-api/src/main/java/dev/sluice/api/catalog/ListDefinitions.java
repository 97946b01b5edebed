package dev.sluice.api.catalog;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import org.apache.avro.specific.SpecificRecord;

/** {@code GET /v1/policies} and {@code /v1/templates}: all that are published, read anew for each call. */
public final class ListDefinitions<M extends SpecificRecord> implements Handler {
    private final Catalogue<M> catalogue;

    public ListDefinitions(Catalogue<M> catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public void handle(Context context) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode list = body.putArray(catalogue.list());
        CatalogCall.reach(() -> catalogue.topic().read())
                .forEach((key, entry) -> list.add(CatalogCall.shown(catalogue, key, entry)));
        CatalogCall.answer(context, body);
    }
}
