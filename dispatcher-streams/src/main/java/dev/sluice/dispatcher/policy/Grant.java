package dev.sluice.dispatcher.policy;

import dev.sluice.dispatcher.classify.Analysis;
import dev.sluice.dispatcher.policy.ObjectSpace.Named;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobError;
import dev.sluice.message.JobStatement;
import dev.sluice.message.Policy;
import dev.sluice.schemas.job.ErrorCatalog;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one asker may do on one database: everything that the policies which apply say together. Thread-safe. */
public final class Grant {
    private final List<String> names;
    private final List<AppliedPolicy> policies;
    private final PolicyLimits limits;
    private final Optional<ObjectSpace> space;
    private final Optional<Objection> closed;

    private Grant(
            List<String> names, List<AppliedPolicy> policies, Optional<ObjectSpace> space, Optional<Objection> closed) {
        this.names = List.copyOf(names);
        this.policies = List.copyOf(policies);
        this.limits = policies.stream()
                .map(policy -> PolicyLimits.of(policy.policy()))
                .reduce(PolicyLimits.NONE, PolicyLimits::strictest);
        this.space = space;
        this.closed = closed;
    }

    /** No policy applies, and that forbids nothing. */
    public static Grant unlisted() {
        return new Grant(List.of(), List.of(), Optional.empty(), Optional.empty());
    }

    /** Nothing at all may be done; these policies are why. */
    static Grant closed(List<String> names, Objection objection) {
        return new Grant(names, List.of(), Optional.empty(), Optional.of(objection));
    }

    static Grant of(List<Policy> policies, ObjectSpace space) {
        List<String> names = policies.stream().map(Policy::getName).toList();
        List<AppliedPolicy> applied = policies.stream()
                .map(policy -> new AppliedPolicy(policy, space))
                .toList();
        return new Grant(names, applied, Optional.of(space), Optional.empty());
    }

    /** The policies that apply, by name. */
    public List<String> policies() {
        return names;
    }

    /** Of all limits the strictest. */
    public PolicyLimits limits() {
        return limits;
    }

    /** Whether a policy that applies allows this function, though it is refused to everybody else. */
    public boolean exempts(String function) {
        return policies.stream().anyMatch(policy -> policy.allowsFunction(function));
    }

    /** Why nothing may run, or not so many statements or so long ones. */
    public Optional<Objection> judgeSize(List<JobStatement> statements) {
        if (closed.isPresent() || policies.isEmpty()) {
            return closed;
        }
        for (AppliedPolicy applied : policies) {
            Optional<Objection> objection = judgeSize(applied.policy(), statements);
            if (objection.isPresent()) {
                return objection;
            }
        }
        return Optional.empty();
    }

    /** Why this statement may not run whatever its size, if it may not. The text counts only for the kind SET. */
    public Optional<Objection> judge(String sql, Analysis analysis) {
        return space.flatMap(meant -> statement(Wanted.by(sql, analysis, meant)));
    }

    /** Why a job predicted to take so long, milliseconds, may not run; {@code asked} is the limit in the request itself. */
    public Optional<JobError> costLimit(double predictedMillis, @Nullable Double asked) {
        if (policies.isEmpty() && (asked == null || predictedMillis <= asked)) {
            return Optional.empty();
        }
        String predicted = "Predicted to take %.0f ms".formatted(predictedMillis);
        if (asked != null && predictedMillis > asked) {
            return Optional.of(ErrorCatalog.error(
                    ErrorCode.COST_LIMIT, "%s, and maxCost of the request is %s ms.".formatted(predicted, asked)));
        }
        return policies.stream()
                .map(AppliedPolicy::policy)
                .filter(policy -> policy.getMaxCost() != null && predictedMillis > policy.getMaxCost())
                .findFirst()
                .map(policy -> ErrorCatalog.error(
                        ErrorCode.COST_LIMIT,
                        "%s, and policy %s allows %s ms; ask for less, or ask the owner of policy %s."
                                .formatted(predicted, policy.getName(), policy.getMaxCost(), policy.getName())));
    }

    private static Optional<Objection> judgeSize(Policy policy, List<JobStatement> statements) {
        Optional<Objection> objection = tooManyStatements(policy, statements.size());
        for (int at = 0; at < statements.size() && objection.isEmpty(); at++) {
            objection = tooLong(policy, statements.get(at).getSql());
        }
        return objection;
    }

    private static Optional<Objection> tooManyStatements(Policy policy, int count) {
        Integer most = policy.getMaxStatements();
        if (most == null || count <= most) {
            return Optional.empty();
        }
        return Optional.of(new Objection(
                ErrorCode.STATEMENT_NOT_ALLOWED,
                "Policy %s allows %d statements in a job, this one has %d; send them as jobs of their own, or ask the owner of policy %s."
                        .formatted(policy.getName(), most, count, policy.getName())));
    }

    private static Optional<Objection> tooLong(Policy policy, String sql) {
        Integer longest = policy.getMaxSqlLength();
        if (longest == null || sql.length() <= longest) {
            return Optional.empty();
        }
        return Optional.of(new Objection(
                ErrorCode.SQL_TOO_LONG,
                "Policy %s allows statements of %d characters, this one has %d; bind what is long, or ask the owner of policy %s."
                        .formatted(policy.getName(), longest, sql.length(), policy.getName())));
    }

    private Optional<Objection> statement(Wanted wanted) {
        return policies.stream()
                .flatMap(policy -> policy.denies(wanted).stream())
                .findFirst()
                .or(() -> notGranted(wanted));
    }

    private Optional<Objection> notGranted(Wanted wanted) {
        if (policies.stream().noneMatch(policy -> policy.allows(wanted))) {
            return Optional.of(nobodyAllows(
                    ErrorCode.STATEMENT_NOT_ALLOWED,
                    "%s statements of the class %s".formatted(wanted.kind(), wanted.statementClass())));
        }
        for (Named object : wanted.read()) {
            if (policies.stream().noneMatch(policy -> policy.allowsReading(wanted, object))) {
                return Optional.of(nobodyAllows(ErrorCode.OBJECT_NOT_ALLOWED, "reading " + object));
            }
        }
        for (Named object : wanted.written()) {
            if (policies.stream().noneMatch(policy -> policy.allowsWriting(wanted, object))) {
                return Optional.of(nobodyAllows(
                        ErrorCode.OBJECT_NOT_ALLOWED, "writing " + object + " by " + wanted.kind() + " statements"));
            }
        }
        return Optional.empty();
    }

    private Objection nobodyAllows(ErrorCode code, String what) {
        return names.size() == 1
                ? new Objection(
                        code,
                        "Policy %s does not allow %s. Ask the owner of policy %s."
                                .formatted(names.getFirst(), what, names.getFirst()))
                : new Objection(
                        code,
                        "None of the policies %s allows %s. Ask the owner of one of them."
                                .formatted(String.join(", ", names), what));
    }
}
