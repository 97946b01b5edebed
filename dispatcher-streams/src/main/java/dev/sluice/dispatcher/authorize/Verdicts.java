package dev.sluice.dispatcher.authorize;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sluice.dispatcher.classify.Analysis;
import dev.sluice.dispatcher.policy.Grant;
import dev.sluice.dispatcher.policy.Objection;
import java.util.Optional;
import java.util.function.Function;

/**
 * What was decided about statements met before, apart from their size and spelling, which their analysis does not know. A verdict
 * belongs to one grant and one analysis, not to their equals: a change of the policies makes new grants, and nothing is ever found
 * under an old one. Thread-safe.
 */
final class Verdicts {
    /** Of a grant and an analysis; keeps both alive until others are asked for more often. */
    private static final int MOST = 10_000;

    private final Cache<Met, Optional<Objection>> known =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    private record Met(Grant grant, Analysis analysis) {
        // Not their equals: comparing whole analyses would take longer than judging one.
        @SuppressWarnings("ReferenceEquality")
        @Override
        public boolean equals(Object other) {
            return other instanceof Met met && met.grant == grant && met.analysis == analysis;
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(grant) + System.identityHashCode(analysis);
        }
    }

    Optional<Objection> about(Grant grant, Analysis analysis, Function<Analysis, Optional<Objection>> judge) {
        return wholeInNormalForm(analysis)
                ? known.get(new Met(grant, analysis), met -> judge.apply(analysis))
                : judge.apply(analysis);
    }

    /** Whether texts with the same analysis have the same verdict; of the rest too little is asked to gain anything. */
    private static boolean wholeInNormalForm(Analysis analysis) {
        return switch (analysis.kind()) {
            case SELECT, VALUES, INSERT, UPDATE, DELETE, MERGE -> true;
            case EXPLAIN, CALL, COPY, SET, SHOW, PRAGMA, ANALYZE, VACUUM, TRUNCATE, GRANT, REVOKE, OTHER -> false;
            case CREATE_TABLE, CREATE_INDEX, CREATE_VIEW, CREATE_OTHER, ALTER_TABLE, ALTER_OTHER -> false;
            case DROP_TABLE, DROP_INDEX, DROP_VIEW, DROP_OTHER, BEGIN, COMMIT, ROLLBACK, SAVEPOINT -> false;
        };
    }
}
