package dev.sluice.dispatcher.authorize;

import static dev.sluice.dispatcher.authorize.AskedJob.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dispatcher.job.Verdict;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.Policy;
import dev.sluice.message.StatementClass;
import dev.sluice.message.StatementKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyVerdictTest {
    private static final Policy READER = policy("readers", StatementClass.READ).build();
    private static final Policy SALES = policy("sales", StatementClass.READ, StatementClass.WRITE)
            .setAllowedObjects(List.of("sales.*"))
            .build();

    @Test
    void whereNoPolicyAppliesTheSettingDecides() {
        var other =
                policy("other", StatementClass.READ).setTenants(List.of("bolt")).build();

        assertThat(AskedJob.of("SELECT 1").verdict(true, other)).isInstanceOf(Verdict.Passed.class);
        assertThat(AskedJob.of("SELECT 1").verdict(false, other))
                .isInstanceOfSatisfying(Verdict.Refused.class, refused -> {
                    assertThat(refused.error().getCode()).isEqualTo(ErrorCode.FORBIDDEN);
                    assertThat(refused.error().getMessage()).contains("acme", "ann", "shop");
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            ac*  | -    | -       | -     | yes
            *    | -    | -       | -     | yes
            acm  | -    | -       | -     | no
            ACME | -    | -       | -     | no
            acme | ann  | -       | -     | yes
            acme | bob  | -       | -     | no
            acme | -    | analyst | -     | yes
            acme | -    | an*     | -     | yes
            acme | -    | admin   | -     | no
            acme | -    | -       | sh*   | yes
            acme | -    | -       | crm   | no
            acme | ann  | analyst | shop  | yes
            acme | ann  | admin   | shop  | no
            """)
    void aPolicyAppliesByTenantPrincipalRoleAndDatabase(
            String tenants, String principals, String roles, String databases, String applies) {
        var policy = policy("p")
                .setTenants(List.of(tenants))
                .setPrincipals(listed(principals))
                .setRoles(listed(roles))
                .setDatabases(listed(databases))
                .setDeniedClasses(List.of(StatementClass.READ))
                .build();

        ErrorCode error = AskedJob.of("SELECT 1").as("guest", "analyst").under(policy);

        assertThat(error).isEqualTo(applies.equals("yes") ? ErrorCode.STATEMENT_NOT_ALLOWED : null);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            SELECT 1 | -
            SELECT * FROM t | -
            EXPLAIN SELECT * FROM t | -
            INSERT INTO t VALUES (1) | STATEMENT_NOT_ALLOWED
            WITH d AS (DELETE FROM t RETURNING *) SELECT * FROM d | STATEMENT_NOT_ALLOWED
            EXPLAIN ANALYZE DELETE FROM t | STATEMENT_NOT_ALLOWED
            SELECT a INTO u FROM t | STATEMENT_NOT_ALLOWED
            SELECT nextval('s') | STATEMENT_NOT_ALLOWED
            SELECT * FROM t FOR UPDATE | STATEMENT_NOT_ALLOWED
            DO $$ BEGIN DELETE FROM t; END $$ | STATEMENT_NOT_ALLOWED
            CALL p() | STATEMENT_NOT_ALLOWED
            DROP TABLE t | STATEMENT_NOT_ALLOWED
            GRANT SELECT ON t TO joe | STATEMENT_NOT_ALLOWED
            VACUUM t | STATEMENT_NOT_ALLOWED
            COPY t FROM PROGRAM 'x' | STATEMENT_NOT_ALLOWED
            SELECT query_to_xml('delete from t', true, true, '') | STATEMENT_NOT_ALLOWED
            """)
    void fault74AReadOnlyTenantGetsNothingButReads(String sql, ErrorCode error) {
        assertThat(AskedJob.of(sql).under(READER)).isEqualTo(error);
    }

    @Test
    void everyStatementOfAJobIsJudged() {
        assertThat(AskedJob.of("SELECT 1", "DELETE FROM t").under(READER)).isEqualTo(ErrorCode.STATEMENT_NOT_ALLOWED);
    }

    @Test
    void aPolicyWithoutAllowedClassesGrantsNothing() {
        assertThat(AskedJob.of("SELECT 1").under(policy("empty").build())).isEqualTo(ErrorCode.STATEMENT_NOT_ALLOWED);
    }

    @Test
    void onlyTheKindsNamedAreAllowedOfAClass() {
        var inserts = policy("inserts", StatementClass.WRITE)
                .setAllowedKinds(List.of(StatementKind.INSERT))
                .build();

        assertThat(AskedJob.of("INSERT INTO t VALUES (1)").under(inserts)).isNull();
        assertThat(AskedJob.of("UPDATE t SET a = 1").under(inserts)).isEqualTo(ErrorCode.STATEMENT_NOT_ALLOWED);
    }

    @Test
    void aDenialBeatsWhatAnyOtherPolicyAllows() {
        var noDelete = policy("no-delete")
                .setDeniedKinds(List.of(StatementKind.DELETE))
                .setDeniedObjects(List.of("sales.secret"))
                .setDeniedFunctions(List.of("pg_size_*"))
                .build();
        var all = policy("all", StatementClass.READ, StatementClass.WRITE).build();

        assertThat(AskedJob.of("DELETE FROM t").under(all, noDelete)).isEqualTo(ErrorCode.STATEMENT_NOT_ALLOWED);
        assertThat(AskedJob.of("SELECT * FROM t JOIN Sales.\"secret\" s ON true")
                        .under(all, noDelete))
                .isEqualTo(ErrorCode.OBJECT_NOT_ALLOWED);
        assertThat(AskedJob.of("SELECT PG_SIZE_PRETTY(1)").under(all, noDelete))
                .isEqualTo(ErrorCode.FUNCTION_NOT_ALLOWED);
        assertThat(AskedJob.of("UPDATE t SET a = 1").under(all, noDelete)).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            SELECT * FROM sales.a JOIN sales.b USING (id) | -
            SELECT * FROM sales.a, other.b | OBJECT_NOT_ALLOWED
            SELECT * FROM sales.a WHERE id IN (SELECT id FROM other.b) | OBJECT_NOT_ALLOWED
            WITH q AS (SELECT * FROM other.b) SELECT * FROM sales.a, q | OBJECT_NOT_ALLOWED
            INSERT INTO sales.a SELECT * FROM other.b | OBJECT_NOT_ALLOWED
            INSERT INTO other.b SELECT * FROM sales.a | OBJECT_NOT_ALLOWED
            UPDATE sales.a SET x = 1 | -
            SELECT 1 | -
            """)
    void everyTableOfAStatementMustBeAllowed(String sql, ErrorCode error) {
        assertThat(AskedJob.of(sql).under(SALES)).isEqualTo(error);
    }

    @Test
    void whatIsReadMayBeAllowedByAnotherPolicyThanWhatIsWritten() {
        var loader = policy("loader", StatementClass.WRITE)
                .setAllowedObjects(List.of("staging.*"))
                .build();
        var reader = policy("reader", StatementClass.READ)
                .setAllowedObjects(List.of("sales.*"))
                .build();

        assertThat(AskedJob.of("INSERT INTO staging.a SELECT * FROM sales.a").under(loader, reader))
                .isNull();
        assertThat(AskedJob.of("INSERT INTO sales.a SELECT * FROM staging.a").under(loader, reader))
                .isEqualTo(ErrorCode.OBJECT_NOT_ALLOWED);
    }

    @Test
    void whatMayBeWrittenCanBeLessThanWhatMayBeRead() {
        var policy = policy("p", StatementClass.READ, StatementClass.WRITE)
                .setAllowedObjects(List.of("sales.*"))
                .setWritableObjects(List.of("sales.notes"))
                .build();

        assertThat(AskedJob.of("INSERT INTO sales.notes SELECT * FROM sales.a").under(policy))
                .isNull();
        assertThat(AskedJob.of("UPDATE sales.a SET x = 1").under(policy)).isEqualTo(ErrorCode.OBJECT_NOT_ALLOWED);
    }

    @Test
    void limitsAreTheStrictestOfAllThatApply() {
        var wide = policy("wide", StatementClass.READ)
                .setMaxSqlLength(1_000)
                .setMaxResultBytes(100L)
                .setMaxRunning(2)
                .build();
        var tight = policy("tight")
                .setMaxSqlLength(10)
                .setMaxStatements(1)
                .setMaxResultBytes(200L)
                .setJobsPerSecond(0.5)
                .build();

        assertThat(AskedJob.of("SELECT 1").under(wide, tight)).isNull();
        assertThat(AskedJob.of("SELECT 1111111").under(wide, tight)).isEqualTo(ErrorCode.SQL_TOO_LONG);
        assertThat(AskedJob.of("SELECT 1", "SELECT 2").under(wide, tight)).isEqualTo(ErrorCode.STATEMENT_NOT_ALLOWED);
        assertThat(AskedJob.of("SELECT 1").verdict(true, wide, tight))
                .isInstanceOfSatisfying(Verdict.Passed.class, passed -> {
                    var limits = ((Authorized) passed.value()).grant().limits();
                    assertThat(limits.maxResultBytes()).isEqualTo(100);
                    assertThat(limits.maxRunning()).isEqualTo(2);
                    assertThat(limits.jobsPerSecond()).isEqualTo(0.5);
                    assertThat(limits.resultMemory()).isEqualTo(Long.MAX_VALUE);
                });
    }

    @Test
    void aCostAboveALimitIsRefusedByName() {
        var policy = policy("cheap", StatementClass.READ).setMaxCost(100.0).build();

        assertThat(AskedJob.of("SELECT 1").verdict(true, policy))
                .isInstanceOfSatisfying(Verdict.Passed.class, passed -> {
                    var grant = ((Authorized) passed.value()).grant();
                    assertThat(grant.costLimit(100, null)).isEmpty();
                    assertThat(grant.costLimit(100, 50.0))
                            .hasValueSatisfying(
                                    error -> assertThat(error.getCode()).isEqualTo(ErrorCode.COST_LIMIT));
                    assertThat(grant.costLimit(101, null))
                            .hasValueSatisfying(
                                    error -> assertThat(error.getMessage()).contains("policy cheap"));
                });
    }

    @Test
    void aRefusalNamesThePolicyAndWhomToAsk() {
        assertThat(AskedJob.of("DELETE FROM t").messageUnder(READER))
                .isEqualTo("Policy readers does not allow DELETE statements of the class WRITE. Ask the owner of policy"
                        + " readers.");
        assertThat(AskedJob.of("SELECT * FROM other.b").messageUnder(SALES))
                .isEqualTo("Policy sales does not allow reading other.b. Ask the owner of policy sales.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET search_path = other",
                "set local search_path to other",
                "SET SESSION \"search_path\" = other",
                "SET ROLE boss",
                "SET SESSION AUTHORIZATION boss",
                "SET SCHEMA 'other'",
                "RESET search_path",
                "RESET ALL",
                "SET unheard_of = 1"
            })
    void whatMayChangeTheMeaningOfNamesIsRefusedWhereNamesMatter(String sql) {
        assertThat(AskedJob.of(sql, "SELECT * FROM sales.a").under(SALES)).isEqualTo(ErrorCode.OBJECT_NOT_ALLOWED);
    }

    @Test
    void harmlessSettingsMayBeSet() {
        assertThat(AskedJob.of("SET LOCAL work_mem = '64MB'", "SELECT * FROM sales.a")
                        .under(SALES))
                .isNull();
    }

    @Test
    void setConfigIsRefusedWhereNamesMatterEvenIfAPolicyAllowsIt() {
        var generous =
                policy("generous").setAllowedFunctions(List.of("set_config")).build();

        assertThat(AskedJob.of("SELECT set_config('search_path', 'x', false)").under(SALES, generous))
                .isEqualTo(ErrorCode.OBJECT_NOT_ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CALL p()",
                "DO $$ x $$",
                "EXECUTE p",
                "PREPARE p AS SELECT 1",
                "DROP SCHEMA sales CASCADE",
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "GRANT ALL ON ALL TABLES IN SCHEMA sales TO joe",
                "VACUUM",
                "SOMETHING new"
            })
    void whatCannotBeUnderstoodIsRefusedWhereObjectsMatter(String sql) {
        var rules = policy("rules", StatementClass.values())
                .setAllowedObjects(List.of("sales.*"))
                .build();
        var lenient = Policy.newBuilder(rules).setAllowUnparsable(true).build();
        var noRules = policy("no-rules", StatementClass.values()).build();

        assertThat(AskedJob.of(sql).under(rules)).isEqualTo(ErrorCode.UNPARSABLE);
        assertThat(AskedJob.of(sql).under(lenient)).isNotEqualTo(ErrorCode.UNPARSABLE);
        assertThat(AskedJob.of(sql).under(noRules)).isNull();
    }

    @Test
    void aPolicyThatCannotBeUsedClosesThoseItNames() {
        var broken = policy("broken", StatementClass.READ).setMaxStatements(-1).build();
        var elsewhere = Policy.newBuilder(broken).setTenants(List.of("bolt")).build();

        assertThat(AskedJob.of("SELECT 1").under(broken)).isEqualTo(ErrorCode.INVALID_DEFINITION);
        assertThat(AskedJob.of("SELECT 1").messageUnder(broken))
                .contains("Policy broken", "maxStatements", "delete it");
        assertThat(AskedJob.of("SELECT 1").under(elsewhere)).isNull();
    }

    private static List<String> listed(String entry) {
        return entry == null ? List.of() : List.of(entry);
    }
}
