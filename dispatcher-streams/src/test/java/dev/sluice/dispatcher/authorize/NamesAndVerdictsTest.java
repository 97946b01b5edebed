package dev.sluice.dispatcher.authorize;

import static dev.sluice.dispatcher.authorize.AskedJob.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.ErrorCode;
import dev.sluice.message.StatementClass;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** FAULTS 76: whatever way a table is named, the verdict is that of its plain name. */
class NamesAndVerdictsTest {
    /** engine | default schema | pattern | table in the statement | whether the pattern means it */
    private static final String CASES = """
            postgresql | public | orders | orders | yes
            postgresql | public | orders | ORDERS | yes
            postgresql | public | orders | Orders | yes
            postgresql | public | orders | "orders" | yes
            postgresql | public | orders | public.orders | yes
            postgresql | public | orders | PUBLIC.Orders | yes
            postgresql | public | orders | "public"."orders" | yes
            postgresql | public | orders | shop.public.orders | yes
            postgresql | public | orders | public /* x */ . /* y */ orders | yes
            postgresql | public | ORDERS | orders | yes
            postgresql | public | public.orders | orders | yes
            postgresql | public | "orders" | orders | yes
            postgresql | public | orders | "Orders" | no
            postgresql | public | "Orders" | "Orders" | yes
            postgresql | public | "Orders" | orders | no
            postgresql | public | orders | sales.orders | no
            postgresql | public | orders | "public.orders" | no
            postgresql | public | orders | pg_temp.orders | no
            postgresql | sales | orders | orders | yes
            postgresql | sales | sales.orders | orders | yes
            postgresql | sales | public.orders | orders | no
            postgresql | public | sales.* | sales.orders | yes
            postgresql | public | sales.* | "sales"."My Orders" | yes
            postgresql | public | sales.* | orders | no
            postgresql | public | sales.* | sales_old.orders | no
            postgresql | public | *.orders | sales.orders | yes
            postgresql | public | *.orders | orders | yes
            postgresql | public | * | sales.orders | yes
            postgresql | public | * | "Any Thing" | yes
            postgresql | public | ord* | orders | yes
            postgresql | public | public.ord*s | Orders | yes
            postgresql | public | public.* | pg_shadow | no
            postgresql | public | public.* | pg_catalog.pg_shadow | no
            postgresql | public | pg_catalog.* | pg_shadow | yes
            postgresql | public | public.* | information_schema.tables | no
            postgresql | public | "a.b".c | "a.b".c | yes
            postgresql | public | "a.b".c | a.b.c | no
            postgresql | public | "say ""hi" | "say ""hi" | yes
            mysql | shop | orders | `orders` | yes
            mysql | shop | orders | `Orders` | yes
            mysql | shop | orders | shop.orders | yes
            mysql | shop | orders | `SHOP`.`orders` | yes
            mysql | shop | orders | other.orders | no
            mysql | shop | shop.* | mysql.user | no
            mariadb | shop | shop.* | information_schema.tables | no
            sqlite | main | orders | [Orders] | yes
            sqlite | main | orders | "ORDERS" | yes
            sqlite | main | orders | 'orders' | yes
            sqlite | main | orders | main.orders | yes
            sqlite | main | main.orders | 'main'.'orders' | yes
            sqlite | main | orders | temp.orders | no
            db2 | app | orders | ORDERS | yes
            db2 | app | orders | "ORDERS" | yes
            db2 | app | orders | "orders" | no
            db2 | app | app.* | APP.ORDERS | yes
            db2 | app | app.* | remote.app.orders | no
            db2 | app | remote.app.* | remote.app.orders | yes
            db2 | - | orders | orders | yes
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', nullValues = "-", textBlock = CASES)
    void whatIsAllowedIsAllowedUnderEveryNameAndNothingElseIs(
            String engine, String schema, String pattern, String table, String meant) {
        var policy = policy("p", StatementClass.READ)
                .setAllowedObjects(List.of(pattern))
                .build();

        ErrorCode error = job(engine, schema, table).under(policy);

        assertThat(error).isEqualTo(meant.equals("yes") ? null : ErrorCode.OBJECT_NOT_ALLOWED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', nullValues = "-", textBlock = CASES)
    void whatIsDeniedIsDeniedUnderEveryName(String engine, String schema, String pattern, String table, String meant) {
        var policy = policy("p", StatementClass.READ)
                .setDeniedObjects(List.of(pattern))
                .build();

        ErrorCode error = job(engine, schema, table).under(policy);

        assertThat(error).isEqualTo(meant.equals("yes") ? ErrorCode.OBJECT_NOT_ALLOWED : null);
    }

    /** Where nobody knows the schema of a plain name it could be any: denied if one of them is, allowed by none. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            app.orders | orders
            orders | app.orders
            """)
    void aSchemaThatNobodyKnowsHelpsNobody(String pattern, String table) {
        var denied = policy("p", StatementClass.READ)
                .setDeniedObjects(List.of(pattern))
                .build();
        var allowed = policy("p", StatementClass.READ)
                .setAllowedObjects(List.of(pattern))
                .build();

        assertThat(job("db2", null, table).under(denied)).isEqualTo(ErrorCode.OBJECT_NOT_ALLOWED);
        assertThat(job("db2", null, table).under(allowed)).isEqualTo(ErrorCode.OBJECT_NOT_ALLOWED);
    }

    /** What is behind a view or a synonym only the database knows: it is an object of its own. */
    @Test
    void aViewIsJudgedByItsOwnName() {
        var policy = policy("p", StatementClass.READ)
                .setDeniedObjects(List.of("orders", "orders_of_today"))
                .build();

        assertThat(job("postgresql", "public", "orders_of_today").under(policy))
                .isEqualTo(ErrorCode.OBJECT_NOT_ALLOWED);
        assertThat(job("postgresql", "public", "orders_of_yesterday").under(policy))
                .isNull();
    }

    private static AskedJob job(String engine, @Nullable String schema, String table) {
        return AskedJob.of("SELECT * FROM " + table).on(engine, schema == null ? "" : schema);
    }
}
