package dev.sluice.executor.engine.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import com.mysql.cj.jdbc.exceptions.MySQLStatementCancelledException;
import dev.sluice.executor.engine.EngineFailure;
import dev.sluice.executor.engine.Remedy;
import dev.sluice.message.ErrorCode;
import java.net.SocketException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MySqlFailuresTest {
    @ParameterizedTest
    @CsvSource({
        "1064, 42000, SYNTAX_ERROR, NONE, false",
        "1146, 42S02, UNKNOWN_OBJECT, NONE, false",
        "1062, 23000, CONSTRAINT_VIOLATION, NONE, false",
        "3819, HY000, CONSTRAINT_VIOLATION, NONE, false",
        "1050, 42S01, CONSTRAINT_VIOLATION, NONE, false",
        "1366, HY000, DATA_ERROR, NONE, false",
        "1644, 08S01, DATA_ERROR, NONE, false",
        "1142, 42000, PERMISSION_DENIED, NONE, false",
        "1792, 25006, READ_ONLY, NONE, false",
        "1235, 42000, NOT_SUPPORTED, NONE, false",
        "1205, HY000, LOCK_TIMEOUT, RETRY, false",
        "3572, HY000, LOCK_TIMEOUT, NONE, false",
        "1213, 40001, DEADLOCK, RETRY, false",
        "3101, 40000, SERIALIZATION_FAILURE, RETRY, false",
        "1020, HY000, SERIALIZATION_FAILURE, RETRY, false",
        "1412, HY000, SERIALIZATION_FAILURE, RETRY, false",
        "159, HY000, SERIALIZATION_FAILURE, RETRY, false",
        "1317, 70100, TIMEOUT, STOPPED, false",
        "1969, 70100, TIMEOUT, STOPPED, false",
        "3024, HY000, TIMEOUT, STOPPED, false",
        "1040, 08004, ENGINE_SATURATED, RELEASE, true",
        "1836, HY000, ENGINE_DOWN, RELEASE, true",
        "1047, 08S01, ENGINE_DOWN, RELEASE, true",
        "1053, 08S01, CONNECTION_LOST, RETRY, true",
        "1927, 70100, CONNECTION_LOST, RETRY, true",
        "4031, HY000, CONNECTION_LOST, RETRY, true",
        "1220, 08000, CONNECTION_LOST, RETRY, true",
        "0, 08S01, CONNECTION_LOST, RETRY, true",
        "-1, 08000, CONNECTION_LOST, RETRY, true",
        "0, 25S03, CONNECTION_LOST, RETRY, true",
        "1243, HY000, UNKNOWN_OBJECT, NONE, false",
        "1360, HY000, UNKNOWN_OBJECT, NONE, false",
        "4092, 42S02, UNKNOWN_OBJECT, NONE, false",
        "1359, HY000, CONSTRAINT_VIOLATION, NONE, false",
        "1643, 02000, DATA_ERROR, NONE, false",
        "1339, 20000, DATA_ERROR, NONE, false",
        "4029, 01000, DATA_ERROR, NONE, false",
        "1645, 0K000, SYNTAX_ERROR, NONE, false",
        "1321, 2F005, SYNTAX_ERROR, NONE, false",
        "1005, HY000, ENGINE_ERROR, NONE, false",
        "1221, HY000, SYNTAX_ERROR, NONE, false",
        "1030, HY000, ENGINE_ERROR, NONE, false",
        "1114, HY000, ENGINE_ERROR, NONE, false",
        "2013, 08S01, ENGINE_ERROR, NONE, false",
        "0, S1009, ENGINE_ERROR, NONE, false",
    })
    void every_error_has_a_meaning_and_a_remedy(
            int number, String state, ErrorCode code, Remedy remedy, boolean sessionLost) {
        EngineFailure failure = MySqlFailures.classify(new SQLException("words", state, number));

        assertThat(failure).isEqualTo(new EngineFailure(code, state, "words", remedy, sessionLost));
    }

    @Test
    void only_a_server_that_is_read_only_is_given_up_for_its_options() {
        assertThat(classify("The MariaDB server is running with the --read-only option")
                        .code())
                .isEqualTo(ErrorCode.ENGINE_DOWN);
        assertThat(classify("The MySQL server is running with the --secure-file-priv option")
                        .remedy())
                .isEqualTo(Remedy.NONE);
    }

    @Test
    void a_number_with_two_meanings_is_told_by_its_words() {
        SQLException follows = new SQLException("Referenced trigger 'a' does not exist", "HY000", 4031);
        SQLException badKey =
                new SQLException("Can't create table `a`.`b` (errno: 150 \"Foreign key\")", "HY000", 1005);

        assertThat(MySqlFailures.classify(follows).code()).isEqualTo(ErrorCode.UNKNOWN_OBJECT);
        assertThat(MySqlFailures.classify(badKey).code()).isEqualTo(ErrorCode.SYNTAX_ERROR);
    }

    @Test
    void a_stream_that_broke_between_two_rows_is_a_lost_connection() {
        SQLException broken = new SQLException("words", "S1000", 0, new SocketException("reset"));

        assertThat(MySqlFailures.classify(broken).sessionLost()).isTrue();
    }

    @Test
    void a_statement_that_the_driver_calls_stopped_is_stopped() {
        EngineFailure failure = MySqlFailures.classify(new MySQLStatementCancelledException());

        assertThat(failure.remedy()).isEqualTo(Remedy.STOPPED);
        assertThat(failure.sessionLost()).isFalse();
    }

    @Test
    void the_number_of_a_connection_stays_out_of_replies() {
        SQLException failure = new SQLException("(conn=15) Table 'a' doesn't exist", "42S02", 1146);

        assertThat(MySqlFailures.classify(failure).message()).isEqualTo("Table 'a' doesn't exist");
    }

    private static EngineFailure classify(String optionMessage) {
        return MySqlFailures.classify(new SQLException(optionMessage, "HY000", 1290));
    }
}
