package dev.sluice.standalone.cli.doctor;

import dev.sluice.message.QueryRequest;
import dev.sluice.schemas.registry.HttpSchemaRegistry;
import dev.sluice.schemas.registry.RegistryException;
import dev.sluice.schemas.registry.RegistrySettings;
import java.util.List;

/** The schema registry: whether it answers, lets us in, and takes this release's schema of a request. */
final class RegistryCheck implements Check {
    private static final String SUBJECT = "schema registry";

    private final RegistrySettings settings;

    RegistryCheck(RegistrySettings settings) {
        this.settings = settings;
    }

    @Override
    public List<Finding> look() {
        String where = " at " + settings.url();
        String request = QueryRequest.getClassSchema().getFullName();
        try {
            return List.of(
                    new HttpSchemaRegistry(settings).compatible(request, QueryRequest.getClassSchema())
                            ? new Finding.Fit(SUBJECT, "answers" + where)
                            : new Finding.Unfit(
                                    SUBJECT,
                                    "holds another " + request + where,
                                    "another release of Sluice owns this subject: upgrade this one"));
        } catch (RegistryException e) {
            return List.of(new Finding.Unfit(
                    SUBJECT,
                    String.valueOf(e.getMessage()),
                    "start it (./sluice up has one), or set registry.url and registry.authorization"));
        }
    }
}
