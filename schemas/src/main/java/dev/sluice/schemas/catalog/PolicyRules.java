package dev.sluice.schemas.catalog;

import dev.sluice.message.Policy;
import dev.sluice.message.StatementKind;
import dev.sluice.schemas.job.Identifiers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a policy. Whoever finds anything refuses the whole document: half a policy could allow what its author meant to
 * refuse. Thread-safe.
 */
public final class PolicyRules {
    private static final int MOST_ENTRIES = 1_000;
    private static final int MOST_RETRIES = 10;
    private static final long SHORTEST_INTERVAL = 1_000;
    private static final long LONGEST_INTERVAL = 24 * 60 * 60 * 1_000L;

    private PolicyRules() {}

    /** Every problem, each with the field it belongs to; none if the policy is sound. */
    public static List<String> problems(Policy policy) {
        var rules = new Finding(policy);
        rules.names();
        rules.patterns();
        rules.contradictions();
        rules.limits();
        rules.retries();
        return List.copyOf(rules.problems);
    }

    private static final class Finding {
        private final Policy policy;
        private final List<String> problems = new ArrayList<>();

        Finding(Policy policy) {
            this.policy = policy;
        }

        void names() {
            if (!Identifiers.validName(policy.getName())) {
                problems.add("name: must be 1 to 64 letters, digits, '_' or inner '-', not '"
                        + Shown.of(policy.getName()) + "'");
            }
            if (policy.getTenants().isEmpty()) {
                problems.add("tenants: is empty; name the tenants it applies to, or * for all");
            }
        }

        void patterns() {
            each("tenants", policy.getTenants(), NamePattern::new);
            each("principals", policy.getPrincipals(), NamePattern::new);
            each("roles", policy.getRoles(), NamePattern::new);
            each("databases", policy.getDatabases(), NamePattern::new);
            each("allowedFunctions", policy.getAllowedFunctions(), NamePattern::new);
            each("deniedFunctions", policy.getDeniedFunctions(), NamePattern::new);
            each("allowedObjects", policy.getAllowedObjects(), ObjectPatternPart::parse);
            each("deniedObjects", policy.getDeniedObjects(), ObjectPatternPart::parse);
            each("writableObjects", policy.getWritableObjects(), ObjectPatternPart::parse);
        }

        private void each(String field, List<String> entries, Consumer<String> form) {
            if (entries.size() > MOST_ENTRIES) {
                problems.add(field + ": has " + entries.size() + " entries; " + MOST_ENTRIES + " are the most");
            }
            for (String entry : entries) {
                try {
                    form.accept(entry);
                } catch (IllegalArgumentException e) {
                    problems.add(field + ": " + e.getMessage());
                }
            }
        }

        void contradictions() {
            both("allowedClasses", policy.getAllowedClasses(), "deniedClasses", policy.getDeniedClasses());
            both("allowedKinds", policy.getAllowedKinds(), "deniedKinds", policy.getDeniedKinds());
            both("allowedObjects", policy.getAllowedObjects(), "deniedObjects", policy.getDeniedObjects());
            both("writableObjects", policy.getWritableObjects(), "deniedObjects", policy.getDeniedObjects());
            both("allowedFunctions", policy.getAllowedFunctions(), "deniedFunctions", policy.getDeniedFunctions());
            known("allowedKinds", policy.getAllowedKinds());
            known("deniedKinds", policy.getDeniedKinds());
            boolean grantsNothing = policy.getAllowedClasses().isEmpty();
            if (grantsNothing && !policy.getAllowedKinds().isEmpty()) {
                problems.add("allowedKinds: allow nothing without the classes they belong to; fill allowedClasses");
            }
            if (grantsNothing
                    && !(policy.getAllowedObjects().isEmpty()
                            && policy.getWritableObjects().isEmpty())) {
                problems.add("allowedObjects, writableObjects: allow nothing without allowedClasses; fill it");
            }
        }

        private <T> void both(String oneField, List<T> one, String otherField, List<T> other) {
            Set<T> common = new HashSet<>(one);
            common.retainAll(other);
            if (!common.isEmpty()) {
                problems.add(oneField + ", " + otherField + ": both hold " + Shown.of(common.toString()));
            }
        }

        /** A kind that a later release knows arrives here as OTHER: to take it for one would allow or deny another thing. */
        private void known(String field, List<StatementKind> kinds) {
            if (kinds.contains(StatementKind.OTHER)) {
                problems.add(
                        field + ": OTHER is no kind to make rules about; use classes, or a kind this release knows");
            }
        }

        void limits() {
            positive("maxSqlLength", policy.getMaxSqlLength());
            positive("maxStatements", policy.getMaxStatements());
            positive("maxCost", policy.getMaxCost());
            positive("maxResultBytes", policy.getMaxResultBytes());
            positive("resultMemory", policy.getResultMemory());
            positive("maxRunning", policy.getMaxRunning());
            positive("jobsPerSecond", policy.getJobsPerSecond());
        }

        void retries() {
            Integer retries = policy.getDeadLetterRetries();
            Long interval = policy.getDeadLetterRetryMillis();
            if (retries != null && (retries < 0 || retries > MOST_RETRIES)) {
                problems.add("deadLetterRetries: must be 0 to " + MOST_RETRIES + ", not " + retries);
            }
            if (interval != null && (interval < SHORTEST_INTERVAL || interval > LONGEST_INTERVAL)) {
                problems.add("deadLetterRetryMillis: must be %d to %d, one second to one day, not %d"
                        .formatted(SHORTEST_INTERVAL, LONGEST_INTERVAL, interval));
            }
            boolean some = retries != null && retries != 0;
            if (some != (interval != null)) {
                problems.add(
                        "deadLetterRetries, deadLetterRetryMillis: belong together; say how often and after how long");
            }
        }

        private void positive(String field, @Nullable Number limit) {
            if (limit != null && !(limit.doubleValue() > 0 && limit.doubleValue() < Double.POSITIVE_INFINITY)) {
                problems.add(field + ": must be positive, not " + limit + "; leave it out for no limit");
            }
        }
    }
}
