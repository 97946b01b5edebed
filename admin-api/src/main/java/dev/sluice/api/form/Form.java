package dev.sluice.api.form;

import dev.sluice.api.problem.FieldProblem;
import dev.sluice.message.Priority;
import dev.sluice.message.QueryRequest;
import java.util.List;

/** What became of a body that should be a request. */
public sealed interface Form {
    /** It is one; not yet published. */
    record Filled(QueryRequest request, Priority priority) implements Form {}

    /** It is none; every reason is listed. */
    record Refused(List<FieldProblem> problems) implements Form {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
