package dev.sluice.dispatcher.authorize;

import dev.sluice.dispatcher.classify.Analysis;
import dev.sluice.dispatcher.classify.Classified;
import dev.sluice.dispatcher.job.Grounds;
import dev.sluice.dispatcher.job.Verdict;
import dev.sluice.dispatcher.policy.Asker;
import dev.sluice.dispatcher.policy.FunctionPatterns;
import dev.sluice.dispatcher.policy.Grant;
import dev.sluice.dispatcher.policy.Objection;
import dev.sluice.dispatcher.policy.Policies;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.QueryRequest;
import dev.sluice.message.StatementKind;
import dev.sluice.schemas.job.ErrorCatalog;
import dev.sluice.schemas.lex.Dialect;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Refuses statements that cannot work as a job, those that are denied to everybody, and what the policies do not allow who asked. */
public final class Authorize {
    private final Set<StatementKind> denied;
    private final FunctionPatterns allowedFunctions;
    private final Policies policies;
    private final ForbiddenFunctions forbidden = new ForbiddenFunctions();
    private final Verdicts verdicts = new Verdicts();

    /** {@code allowedFunctions} are patterns of functions that everybody may call although they are on the built-in list. */
    public Authorize(Set<StatementKind> denied, List<String> allowedFunctions, Policies policies) {
        this.denied = denied.isEmpty() ? EnumSet.noneOf(StatementKind.class) : EnumSet.copyOf(denied);
        this.allowedFunctions = new FunctionPatterns(allowedFunctions);
        this.policies = policies;
    }

    /** Asks the policies anew each time, so that a job which waited meets those of today. */
    public Verdict<Authorized> authorize(Classified job) {
        return switch (policies.standing(asker(job))) {
            case Policies.Standing.Known(Grant grant) ->
                objection(job, grant)
                        .map(objection -> refused(job, grant, objection))
                        .orElseGet(() -> Verdict.pass(new Authorized(job, grant)));
            case Policies.Standing.Unreadable(String reason) -> new Verdict.Postponed<>(reason);
        };
    }

    private Optional<Objection> objection(Classified job, Grant grant) {
        Dialect dialect = dialect(job);
        Optional<Objection> objection = grant.judgeSize(job.statements());
        for (int at = 0; at < job.statements().size() && objection.isEmpty(); at++) {
            String sql = job.statements().get(at).getSql();
            Analysis analysis = job.analyses().get(at);
            objection = ForbiddenStatements.spelling(sql, dialect)
                    .map(Authorize::allowedToNobody)
                    .or(() -> verdicts.about(grant, analysis, known -> judge(sql, known, grant, dialect)));
        }
        return objection;
    }

    private Optional<Objection> judge(String sql, Analysis analysis, Grant grant, Dialect dialect) {
        return forEverybody(sql, analysis.kind(), dialect)
                .or(() -> grant.judge(sql, analysis))
                .or(() -> function(analysis, grant, dialect));
    }

    private Optional<Objection> forEverybody(String sql, StatementKind kind, Dialect dialect) {
        if (handlesTransactions(kind)) {
            return Optional.of(new Objection(
                    ErrorCode.NOT_SUPPORTED,
                    ("%s is done for you: the statements of one job run as one transaction; list them in"
                                    + " statements and leave BEGIN, COMMIT, ROLLBACK and SAVEPOINT out. The jobs of a session are"
                                    + " a transaction each.")
                            .formatted(kind)));
        }
        if (denied.contains(kind)) {
            return Optional.of(new Objection(
                    ErrorCode.STATEMENT_NOT_ALLOWED,
                    "%s statements are not allowed here; ask the operator of this Sluice.".formatted(kind)));
        }
        return ForbiddenStatements.reason(sql, kind, dialect).map(Authorize::allowedToNobody);
    }

    private static Objection allowedToNobody(String reason) {
        return new Objection(
                ErrorCode.STATEMENT_NOT_ALLOWED,
                "This statement %s, which is allowed to nobody here.".formatted(reason));
    }

    private Optional<Objection> function(Analysis analysis, Grant grant, Dialect dialect) {
        for (String function : analysis.touched().functions()) {
            Optional<String> reason = forbidden.reason(function, dialect);
            if (reason.isPresent() && !allowedFunctions.allow(function) && !grant.exempts(function)) {
                return Optional.of(new Objection(
                        ErrorCode.FUNCTION_NOT_ALLOWED,
                        "The function %s may not be called: %s. Leave it out, or ask the operator for a policy with it in allowedFunctions."
                                .formatted(function, reason.get())));
            }
        }
        return Optional.empty();
    }

    private static Verdict<Authorized> refused(Classified job, Grant grant, Objection objection) {
        return new Verdict.Refused<>(
                ErrorCatalog.error(objection.code(), objection.message()),
                job.traits(),
                new Grounds(grant.policies(), null));
    }

    private static Asker asker(Classified job) {
        QueryRequest request = job.resolved().accepted().request();
        return Asker.of(
                request.getTenant(),
                request.getPrincipal(),
                request.getRoles(),
                job.resolved().database());
    }

    private static Dialect dialect(Classified job) {
        return Dialect.of(job.resolved().database().engine());
    }

    private static boolean handlesTransactions(StatementKind kind) {
        return switch (kind) {
            case BEGIN, COMMIT, ROLLBACK, SAVEPOINT -> true;
            default -> false;
        };
    }
}
