package dev.sluice.api.catalog;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Whether a sound definition can be obeyed, going by what else is known. Thread-safe. */
@FunctionalInterface
public interface Feasibility<M> {
    /** What keeps it from being obeyed and what should be known about it, beside those that are published. */
    Verdict of(M definition, Collection<M> published, Instant now);

    /** Problems by field, with which it is refused; and warnings, with which it is published. */
    record Verdict(List<String> problems, List<String> warnings) {
        static final Verdict FEASIBLE = new Verdict(List.of(), List.of());

        public Verdict {
            problems = List.copyOf(problems);
            warnings = List.copyOf(warnings);
        }
    }

    /** Nothing is known that could speak against any. */
    static <M> Feasibility<M> always() {
        return (definition, published, now) -> Verdict.FEASIBLE;
    }
}
