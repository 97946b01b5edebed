package dev.sluice.dispatcher.authorize;

import dev.sluice.dispatcher.classify.Classified;
import dev.sluice.dispatcher.job.Verdict;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobStatement;
import dev.sluice.message.StatementKind;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Refuses statements that cannot work as a job, and those an operator denies to everybody. */
public final class Authorize {
    /** They reach files of the server, so no list of allowed kinds can mean them. */
    private static final Set<String> FILE_WORDS = Set.of("attach", "detach");

    private final Set<StatementKind> denied;

    public Authorize(Set<StatementKind> denied) {
        this.denied = denied.isEmpty() ? EnumSet.noneOf(StatementKind.class) : EnumSet.copyOf(denied);
    }

    public Verdict<Classified> authorize(Classified job) {
        for (JobStatement statement : job.statements()) {
            StatementKind kind = statement.getKind();
            if (handlesTransactions(kind)) {
                return Verdict.refuse(
                        ErrorCode.NOT_SUPPORTED,
                        ("%s is done for you: the statements of one job run as one transaction; list them in"
                                        + " statements and leave BEGIN, COMMIT and ROLLBACK out.")
                                .formatted(kind),
                        job.traits());
            }
            if (denied.contains(kind) || (kind == StatementKind.OTHER && reachesFiles(statement.getSql()))) {
                return Verdict.refuse(
                        ErrorCode.STATEMENT_NOT_ALLOWED,
                        "%s statements are not allowed here; ask the operator of this Sluice.".formatted(kind),
                        job.traits());
            }
        }
        return Verdict.pass(job);
    }

    private static boolean handlesTransactions(StatementKind kind) {
        return switch (kind) {
            case BEGIN, COMMIT, ROLLBACK, SAVEPOINT -> true;
            default -> false;
        };
    }

    // Of a statement whose kind is unknown, the mere mention is enough: the heavier reading counts.
    private static boolean reachesFiles(String sql) {
        String lower = sql.toLowerCase(Locale.ROOT);
        return FILE_WORDS.stream().anyMatch(lower::contains);
    }
}
