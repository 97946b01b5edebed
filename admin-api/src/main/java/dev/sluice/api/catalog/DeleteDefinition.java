package dev.sluice.api.catalog;

import dev.sluice.api.form.QueryParameters;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code DELETE} of one policy, one version of a template, or the order for a lane; {@code ?reason=} and {@code ?principal=} go to the log. */
public final class DeleteDefinition<M extends SpecificRecord> implements Handler {
    private static final Logger log = LoggerFactory.getLogger(DeleteDefinition.class);
    private static final List<String> PARAMETERS = List.of("reason", "principal");
    private static final int LONGEST = 500;

    private final Catalogue<M> catalogue;

    public DeleteDefinition(Catalogue<M> catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public void handle(Context context) {
        QueryParameters.requireKnown(context, PARAMETERS);
        String key = catalogue.key().apply(context);
        CatalogCall.named(catalogue, key);
        CatalogCall.reach(() -> {
            catalogue.topic().delete(key);
            return key;
        });
        log.atInfo()
                .addKeyValue("key", key)
                .addKeyValue("principal", told(context, "principal"))
                .addKeyValue("reason", told(context, "reason"))
                .addKeyValue("kind", catalogue.noun())
                .log("A definition was deleted");
        context.status(204);
    }

    /** What a caller says, on one line. */
    private static String told(Context context, String parameter) {
        String text = context.queryParam(parameter);
        if (text == null) {
            return "";
        }
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() > LONGEST ? line.substring(0, LONGEST) : line;
    }
}
