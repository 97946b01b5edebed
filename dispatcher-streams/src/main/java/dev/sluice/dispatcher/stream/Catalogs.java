package dev.sluice.dispatcher.stream;

import dev.sluice.dispatcher.authorize.PolicyTerms;
import dev.sluice.dispatcher.catalog.StoredPolicies;
import dev.sluice.dispatcher.catalog.StoredTemplates;
import dev.sluice.schemas.serde.Messages;

/** The catalogues that all tasks of an instance share, because each version of an entry must be seen, and once is enough. */
public record Catalogs(StoredPolicies policies, StoredTemplates templates) {
    /** Catalogues that know nothing yet. */
    public static Catalogs unread(Messages messages, PolicyTerms terms, DispatcherMeters meters) {
        return new Catalogs(
                new StoredPolicies(messages, terms, meters::refusedDefinition),
                new StoredTemplates(messages, meters::refusedDefinition));
    }
}
