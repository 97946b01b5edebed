package dev.sluice.standalone.demo.workload;

import dev.sluice.message.ErrorCode;
import java.util.Set;

/** What must come of a job. */
public sealed interface Expected {
    /** The rows that plain JDBC gets; in this order, if the query determines one. */
    record Rows(boolean ordered) implements Expected {}

    /** One row changed. That it was changed once, and no more, is counted at the end. */
    record Change() implements Expected {}

    /** A refusal with one of these codes: who finds the fault first may depend on the engine. */
    record Refusal(Set<ErrorCode> codes) implements Expected {
        public Refusal {
            codes = Set.copyOf(codes);
        }
    }
}
