package dev.sluice.dispatcher.policy;

import dev.sluice.dispatcher.policy.ObjectSpace.Named;
import dev.sluice.schemas.catalog.NamePattern;
import dev.sluice.schemas.catalog.ObjectPatternPart;
import dev.sluice.schemas.lex.Dialect;
import dev.sluice.schemas.lex.ObjectName;
import java.util.List;
import java.util.function.Predicate;

/** Which objects a policy means, on one database. {@code *} alone means all of them; a name without a schema is one of the default schema. */
final class ObjectPattern {
    private final Predicate<String> schema;
    private final boolean schemaKnown;
    private final Predicate<String> name;

    private ObjectPattern(Predicate<String> schema, boolean schemaKnown, Predicate<String> name) {
        this.schema = schema;
        this.schemaKnown = schemaKnown;
        this.name = name;
    }

    static ObjectPattern of(String pattern, ObjectSpace space) {
        List<ObjectPatternPart> parts = ObjectPatternPart.parse(pattern);
        Predicate<String> name = part(parts.getLast(), space.dialect());
        if (parts.size() == 1) {
            boolean all = pattern.equals("*");
            Predicate<String> schema = all ? any -> true : space.defaultSchema()::equals;
            return new ObjectPattern(schema, all || !space.defaultSchema().isEmpty(), name);
        }
        // A third part is matched with the schema, as a name of three parts keeps it; where the server allows none, it
        // is dropped.
        if (parts.size() > 2 && space.dialect() != Dialect.POSTGRESQL) {
            return new ObjectPattern(
                    dotted(part(parts.get(0), space.dialect()), part(parts.get(1), space.dialect())), true, name);
        }
        return new ObjectPattern(part(parts.get(parts.size() - 2), space.dialect()), true, name);
    }

    /** Whether the object is surely one of these: what allowing goes by. */
    boolean surely(Named object) {
        return name.test(object.name()) && schema.test(object.schema());
    }

    /** Whether the object may be one of these: what denying goes by, since a schema nobody knows could be any. */
    boolean perhaps(Named object) {
        return name.test(object.name()) && (!schemaKnown || !object.schemaKnown() || schema.test(object.schema()));
    }

    private static Predicate<String> part(ObjectPatternPart part, Dialect dialect) {
        if (part.quoted()) {
            String quoted = '"' + part.text().replace("\"", "\"\"") + '"';
            return ObjectName.part(quoted, 0, quoted.length(), true, dialect)::equals;
        }
        String folded = ObjectName.part(part.text(), 0, part.text().length(), false, dialect);
        return folded.indexOf('*') < 0 ? folded::equals : new NamePattern(folded)::matches;
    }

    private static Predicate<String> dotted(Predicate<String> catalog, Predicate<String> schema) {
        return whole -> {
            List<String> parts = ObjectSpace.parts(whole);
            return parts.size() == 2 && catalog.test(parts.getFirst()) && schema.test(parts.getLast());
        };
    }
}
