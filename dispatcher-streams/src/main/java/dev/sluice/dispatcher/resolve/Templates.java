package dev.sluice.dispatcher.resolve;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The templates there are. */
public interface Templates {
    /** This version of a template, or without one the newest that can be used. Does not block for long. */
    Lookup find(String queryId, @Nullable Integer version);

    /** What a look-up finds. */
    sealed interface Lookup {
        record Found(Template.Sound template) implements Lookup {}

        /** It is there and cannot be used. */
        record Unusable(Template.Unusable template) implements Lookup {}

        /** There is none; these versions of it there are. */
        record Missing(List<Integer> versions) implements Lookup {}

        /** A template has changed and cannot be read now. */
        record Unreadable(String reason) implements Lookup {}
    }
}
