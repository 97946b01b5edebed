package dev.sluice.api.catalog;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import org.apache.avro.specific.SpecificRecord;

/** {@code GET} of one policy or one version of a template. */
public final class GetDefinition<M extends SpecificRecord> implements Handler {
    private final Catalogue<M> catalogue;

    public GetDefinition(Catalogue<M> catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public void handle(Context context) {
        String key = catalogue.key().apply(context);
        CatalogCall.answer(context, CatalogCall.shown(catalogue, key, CatalogCall.named(catalogue, key)));
    }
}
