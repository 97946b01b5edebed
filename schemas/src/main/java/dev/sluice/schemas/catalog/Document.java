package dev.sluice.schemas.catalog;

import java.util.List;

/** What became of a document that should be a definition. */
public sealed interface Document<M> {
    /** It is one, and may be published. */
    record Sound<M>(M message) implements Document<M> {}

    /** It is none; every problem is listed with the field it belongs to. */
    record Unsound<M>(List<String> problems) implements Document<M> {
        public Unsound {
            problems = List.copyOf(problems);
        }
    }
}
