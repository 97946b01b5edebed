package dev.sluice.dispatcher.resolve;

import dev.sluice.dispatcher.accept.Accepted;
import dev.sluice.dispatcher.job.Database;
import dev.sluice.dispatcher.job.Databases;
import dev.sluice.dispatcher.job.Verdict;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.SqlText;
import dev.sluice.message.TemplateCall;
import dev.sluice.schemas.template.VariantText;
import java.util.List;
import java.util.Optional;

/** Finds the database a request names, the statements it means and the values to bind. */
public final class Resolve {
    private final Databases databases;
    private final Templates templates;

    public Resolve(Databases databases, Templates templates) {
        this.databases = databases;
        this.templates = templates;
    }

    public Verdict<Resolved> resolve(Accepted accepted) {
        String name = accepted.request().getDatabase();
        return switch (databases.find(name)) {
            case Databases.Lookup.Found found -> statements(accepted, found.database());
            case Databases.Lookup.Missing missing -> Verdict.refuse(ErrorCode.UNKNOWN_DATABASE, unknown(name, missing));
            case Databases.Lookup.Unreadable unreadable -> new Verdict.Postponed<>(unreadable.reason());
        };
    }

    private Verdict<Resolved> statements(Accepted accepted, Database database) {
        Object query = accepted.request().getQuery();
        if (query instanceof TemplateCall call) {
            return called(accepted, database, call);
        }
        return query instanceof SqlText sql
                ? Verdict.pass(Resolved.sent(accepted, database, sql.getStatements()))
                : Verdict.refuse(ErrorCode.INVALID_REQUEST, "The request holds neither SQL nor a template.");
    }

    private Verdict<Resolved> called(Accepted accepted, Database database, TemplateCall call) {
        return switch (templates.find(call.getQueryId(), call.getVersion())) {
            case Templates.Lookup.Found(Template.Sound template) ->
                filled(accepted, database, template).about(template.key());
            case Templates.Lookup.Unusable(Template.Unusable template) ->
                Verdict.<Resolved>refuse(
                                ErrorCode.INVALID_DEFINITION,
                                "Template %s cannot be used: %s. Ask its owner to publish it anew."
                                        .formatted(template.key(), template.reason()))
                        .about(template.key());
            case Templates.Lookup.Missing(List<Integer> versions) ->
                Verdict.refuse(ErrorCode.UNKNOWN_TEMPLATE, unknown(call, versions));
            case Templates.Lookup.Unreadable(String reason) -> new Verdict.Postponed<>(reason);
        };
    }

    private static Verdict<Resolved> filled(Accepted accepted, Database database, Template.Sound template) {
        return variant(database, template)
                .then(text -> new BindTemplate(template)
                        .bind(accepted.request().getParameters())
                        .then(values -> Verdict.pass(new Resolved(
                                accepted,
                                database,
                                List.of(text.sql()),
                                text.order().stream().map(values::get).toList(),
                                template.key(),
                                template.definition().getTimeoutMillis()))));
    }

    private static Verdict<VariantText> variant(Database database, Template.Sound template) {
        Optional<String> variant = template.variant(database.engine());
        if (variant.isEmpty()) {
            return Verdict.refuse(
                    ErrorCode.NOT_SUPPORTED,
                    "Template %s has SQL for %s, but %s is a database of %s; ask its owner for a variant."
                            .formatted(
                                    template.key(),
                                    String.join(
                                            ", ",
                                            template.definition().getVariants().keySet()),
                                    database.name(),
                                    database.engine()));
        }
        try {
            return Verdict.pass(VariantText.read(variant.get(), template.names(), database.engine()));
        } catch (IllegalArgumentException e) {
            return Verdict.refuse(
                    ErrorCode.INVALID_DEFINITION,
                    "Template %s cannot be used on %s: %s. Ask its owner for a variant of its own."
                            .formatted(template.key(), database.engine(), e.getMessage()));
        }
    }

    private static String unknown(TemplateCall call, List<Integer> versions) {
        return versions.isEmpty()
                ? "There is no template %s; GET /v1/templates lists those there are.".formatted(call.getQueryId())
                : "There is no version %s of template %s; there are %s."
                        .formatted(call.getVersion(), call.getQueryId(), versions);
    }

    private static String unknown(String name, Databases.Lookup.Missing missing) {
        String known = missing.known().isEmpty()
                ? "none is defined"
                : "the databases are " + String.join(", ", missing.known());
        return "There is no database " + name + "; " + known + ".";
    }
}
