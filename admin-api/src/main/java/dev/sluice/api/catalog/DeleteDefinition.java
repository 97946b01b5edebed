package dev.sluice.api.catalog;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import org.apache.avro.specific.SpecificRecord;

/** {@code DELETE} of one policy or one version of a template. */
public final class DeleteDefinition<M extends SpecificRecord> implements Handler {
    private final Catalogue<M> catalogue;

    public DeleteDefinition(Catalogue<M> catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public void handle(Context context) {
        String key = catalogue.key().apply(context);
        CatalogCall.named(catalogue, key);
        CatalogCall.reach(() -> {
            catalogue.topic().delete(key);
            return key;
        });
        context.status(204);
    }
}
