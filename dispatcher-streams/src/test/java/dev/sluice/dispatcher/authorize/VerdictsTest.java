package dev.sluice.dispatcher.authorize;

import static dev.sluice.dispatcher.authorize.AskedJob.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.classify.Analyses;
import dev.sluice.dispatcher.job.Database;
import dev.sluice.dispatcher.job.Verdict;
import dev.sluice.dispatcher.parse.ParseLimits;
import dev.sluice.dispatcher.parse.Parsers;
import dev.sluice.dispatcher.policy.Asker;
import dev.sluice.dispatcher.policy.Grant;
import dev.sluice.dispatcher.policy.Policies;
import dev.sluice.dispatcher.policy.PolicyRule;
import dev.sluice.dispatcher.policy.PolicySet;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.Policy;
import dev.sluice.message.StatementClass;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was decided about a statement before must not decide about another one, nor under other policies. */
class VerdictsTest {
    private final Analyses analyses = new Analyses(ParseLimits.DEFAULT, Parsers.standard(), () -> 0);
    private Grant grant = Grant.unlisted();
    private final Authorize authorize = new Authorize(Set.of(), List.of(), asker -> new Policies.Standing.Known(grant));

    @BeforeEach
    void readersOnly() {
        grant = granted(policy("readers", StatementClass.READ).setMaxSqlLength(60));
    }

    @Test
    void anEscapedNameIsNotTakenForTheOperatorThatReadsAlike() {
        assertThat(refusal("SELECT u & \"secret\" FROM t")).isEmpty();
        assertThat(refusal("SELECT U&\"secret\" FROM t")).contains(ErrorCode.STATEMENT_NOT_ALLOWED);
    }

    @Test
    void aLongTextOfAShortStatementIsTooLong() {
        assertThat(refusal("SELECT a FROM t WHERE b = 'x'")).isEmpty();
        assertThat(refusal("SELECT a FROM t WHERE b = '" + "x".repeat(60) + "'"))
                .contains(ErrorCode.SQL_TOO_LONG);
    }

    @Test
    void aNewPolicyMeetsStatementsThatPassedBefore() {
        assertThat(refusal("SELECT a FROM t")).isEmpty();

        grant = granted(policy("writers", StatementClass.WRITE));

        assertThat(refusal("SELECT a FROM t")).contains(ErrorCode.STATEMENT_NOT_ALLOWED);
    }

    @Test
    void aSettingIsJudgedByItsText() {
        grant = granted(policy("all", StatementClass.values()).setAllowedObjects(List.of("public.t")));

        assertThat(refusal("SET work_mem = 1")).isEmpty();
        assertThat(refusal("SET search_path = x")).contains(ErrorCode.OBJECT_NOT_ALLOWED);
    }

    private Optional<ErrorCode> refusal(String sql) {
        return switch (authorize.authorize(AskedJob.of(sql).classified(analyses))) {
            case Verdict.Passed<Authorized> passed -> Optional.empty();
            case Verdict.Refused<Authorized> refused ->
                Optional.of(refused.error().getCode());
            case Verdict.Postponed<Authorized> postponed -> throw new AssertionError(postponed.reason());
        };
    }

    private static Grant granted(Policy.Builder policy) {
        Policy built = policy.build();
        var database = new Database("shop", "postgresql", Map.of(), 0, true, "public");
        return new PolicySet(List.of(PolicyRule.of(built.getName(), built)), true)
                .grant(Asker.of("acme", "ann", List.of(), database));
    }
}
