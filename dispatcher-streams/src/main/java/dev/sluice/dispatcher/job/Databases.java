package dev.sluice.dispatcher.job;

import java.util.List;

/** The databases there are. */
public interface Databases {
    /** Looks one up by name. Does not block. */
    Lookup find(String name);

    /** What a look-up finds. */
    sealed interface Lookup {
        record Found(Database database) implements Lookup {}

        /** There is none of that name; these there are. */
        record Missing(List<String> known) implements Lookup {}

        /** Its definition cannot be read now. */
        record Unreadable(String reason) implements Lookup {}
    }
}
