package dev.sluice.dispatcher.classify;

import dev.sluice.dispatcher.job.Traits;
import dev.sluice.dispatcher.job.Verdict;
import dev.sluice.dispatcher.normal.Fingerprint;
import dev.sluice.dispatcher.parse.Structure;
import dev.sluice.dispatcher.resolve.Resolved;
import dev.sluice.dispatcher.touch.Touched;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobStatement;
import dev.sluice.message.ParameterValue;
import dev.sluice.message.StatementClass;
import dev.sluice.schemas.lex.Dialect;
import java.util.ArrayList;
import java.util.List;

/** Analyses every statement of a job and deals the parameters out to them in order. */
public final class Classify {
    private final Gate gate;
    private final Analyses analyses;

    /** {@code analyses} may be shared with others; this is for one thread at a time. */
    public Classify(SqlLimits limits, Analyses analyses) {
        this.gate = new Gate(limits);
        this.analyses = analyses;
    }

    public Verdict<Classified> classify(Resolved resolved) {
        Dialect dialect = Dialect.of(resolved.database().engine());
        String tenant = resolved.accepted().key().tenant();
        List<Analysis> each = new ArrayList<>();
        List<Integer> placeholders = new ArrayList<>();
        for (String sql : resolved.statements()) {
            switch (analyse(tenant, sql, dialect)) {
                case Verdict.Passed<Analysis> passed -> {
                    each.add(passed.value());
                    placeholders.add(gate.placeholders());
                }
                case Verdict.Refused<Analysis> refused -> {
                    return new Verdict.Refused<>(refused.error(), null);
                }
                case Verdict.Postponed<Analysis> postponed -> {
                    return new Verdict.Postponed<>(postponed.reason());
                }
            }
        }
        return deal(resolved, each, placeholders);
    }

    /** One text that must hold exactly one statement. */
    public Verdict<Analysis> analyse(String tenant, String sql, Dialect dialect) {
        return gate.pass(sql, dialect).then(passed -> analyses.of(tenant, sql, dialect, passed));
    }

    private static Verdict<Classified> deal(Resolved resolved, List<Analysis> analyses, List<Integer> placeholders) {
        List<ParameterValue> parameters = resolved.parameters();
        int all = 0;
        for (int some : placeholders) {
            all += some;
        }
        Traits traits = traits(analyses);
        if (all != parameters.size()) {
            return Verdict.refuse(
                    ErrorCode.INVALID_PARAMETERS,
                    "The SQL has %d placeholders, but %d parameters were given.%s"
                            .formatted(all, parameters.size(), hint(resolved)),
                    traits);
        }
        List<JobStatement> statements = new ArrayList<>();
        int from = 0;
        int weight = 0;
        for (int at = 0; at < analyses.size(); at++) {
            Analysis analysis = analyses.get(at);
            int to = from + placeholders.get(at);
            statements.add(new JobStatement(
                    resolved.statements().get(at), analysis.kind(), List.copyOf(parameters.subList(from, to))));
            from = to;
            weight = Math.min(weight + analysis.weight(), Integer.MAX_VALUE / 2);
        }
        return Verdict.pass(new Classified(resolved, statements, analyses, traits, weight));
    }

    private static String hint(Resolved resolved) {
        return Dialect.of(resolved.database().engine()) == Dialect.POSTGRESQL
                ? " A question mark that is an operator is written twice: ??, ??|, ??&."
                : "";
    }

    /** Of several statements, the one that does most gives the kind; a fingerprint of a job is one over those of its statements. */
    private static Traits traits(List<Analysis> analyses) {
        Analysis most = analyses.getFirst();
        if (analyses.size() == 1) {
            return new Traits(
                    most.kind(),
                    most.statementClass(),
                    most.complexity(),
                    most.fingerprint(),
                    most.touched(),
                    most.structure());
        }
        var complexity = most.complexity();
        for (Analysis analysis : analyses) {
            if (rank(analysis.statementClass()) > rank(most.statementClass())) {
                most = analysis;
            }
            complexity = analysis.complexity().compareTo(complexity) > 0 ? analysis.complexity() : complexity;
        }
        Touched touched = analyses.stream().map(Analysis::touched).reduce(Touched.NOTHING, Touched::and);
        Structure structure = analyses.stream().map(Analysis::structure).reduce(Structure.PLAIN, Structure::plus);
        return new Traits(most.kind(), most.statementClass(), complexity, fingerprint(analyses), touched, structure);
    }

    private static String fingerprint(List<Analysis> analyses) {
        var whole = new Fingerprint();
        for (Analysis analysis : analyses) {
            whole.part(analysis.fingerprint());
        }
        return Fingerprint.hex(whole.value());
    }

    private static int rank(StatementClass statementClass) {
        return switch (statementClass) {
            case READ -> 0;
            case WRITE -> 1;
            case MAINTENANCE -> 2;
            case DDL -> 3;
            case CONTROL -> 4;
            case TRANSACTION -> 5;
        };
    }
}
