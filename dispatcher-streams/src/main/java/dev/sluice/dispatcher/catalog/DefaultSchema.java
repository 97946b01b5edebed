package dev.sluice.dispatcher.catalog;

import dev.sluice.message.DatabaseDefinition;
import dev.sluice.message.DatabaseNode;
import dev.sluice.schemas.lex.Dialect;
import dev.sluice.schemas.lex.ObjectName;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** In which schema a database looks for a name without one, as ObjectName spells it. */
final class DefaultSchema {
    private static final Pattern PATH = Pattern.compile("jdbc:[^/]*//[^/]*/([^/?;#]+).*");

    private DefaultSchema() {}

    /** As defined, or as is usual for the engine; empty if neither says. */
    static String of(DatabaseDefinition definition) {
        Dialect dialect = Dialect.of(definition.getEngine());
        String defined = definition.getDefaultSchema();
        if (defined != null && !defined.isBlank()) {
            return spelled(defined.strip(), dialect);
        }
        return switch (dialect) {
            case POSTGRESQL -> "public";
            case SQLITE -> "main";
            case MYSQL -> spelled(databaseOfUrl(definition), dialect);
            case DB2, STANDARD -> "";
        };
    }

    /** One name as SQL spells it, quotes where it needs them. */
    private static String spelled(String name, Dialect dialect) {
        boolean quoted = name.length() > 2 && name.startsWith("\"") && name.endsWith("\"");
        return name.isEmpty() ? "" : ObjectName.part(name, 0, name.length(), quoted, dialect);
    }

    private static String databaseOfUrl(DatabaseDefinition definition) {
        for (DatabaseNode node : definition.getNodes()) {
            Matcher path = PATH.matcher(node.getUrl());
            if (path.matches()) {
                return path.group(1);
            }
        }
        return "";
    }
}
