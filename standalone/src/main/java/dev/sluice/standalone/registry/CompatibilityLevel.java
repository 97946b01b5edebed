package dev.sluice.standalone.registry;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/** What a new version of a subject must be able to do with the older ones. The names are those of the Confluent API. */
enum CompatibilityLevel {
    NONE(false, false, false),
    /** Reads what the latest version wrote. */
    BACKWARD(true, false, false),
    BACKWARD_TRANSITIVE(true, false, true),
    /** Can be read by the latest version. */
    FORWARD(false, true, false),
    FORWARD_TRANSITIVE(false, true, true),
    FULL(true, true, false),
    FULL_TRANSITIVE(true, true, true);

    private final boolean readsOlder;
    private final boolean readByOlder;
    private final boolean transitive;

    CompatibilityLevel(boolean readsOlder, boolean readByOlder, boolean transitive) {
        this.readsOlder = readsOlder;
        this.readByOlder = readByOlder;
        this.transitive = transitive;
    }

    /** What speaks against the schema as the next version; empty if nothing does. Older versions come oldest first. */
    List<String> objections(Schema next, List<Schema> older) {
        List<String> objections = new ArrayList<>();
        int from = transitive ? 0 : Math.max(0, older.size() - 1);
        for (Schema other : older.subList(from, older.size())) {
            if (readsOlder) {
                objections.addAll(unreadable(next, other, "the new schema cannot read what an older version wrote"));
            }
            if (readByOlder) {
                objections.addAll(unreadable(other, next, "an older version cannot read what the new schema writes"));
            }
        }
        return objections;
    }

    private static List<String> unreadable(Schema reader, Schema writer, String what) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities()
                .stream()
                .map(found -> what + ": " + describe(found))
                .toList();
    }

    private static String describe(Incompatibility found) {
        return found.getType() + " at " + found.getLocation() + " (" + found.getMessage() + ")";
    }
}
