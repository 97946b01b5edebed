package dev.sluice.executor.engine.db2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.executor.engine.EngineFailure;
import dev.sluice.executor.engine.Remedy;
import dev.sluice.message.ErrorCode;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class Db2FailuresTest {
    @ParameterizedTest
    @CsvSource({
        "42601, SYNTAX_ERROR, NONE",
        "42704, UNKNOWN_OBJECT, NONE",
        "42703, UNKNOWN_OBJECT, NONE",
        "42884, UNKNOWN_OBJECT, NONE",
        "42501, PERMISSION_DENIED, NONE",
        "42710, CONSTRAINT_VIOLATION, NONE",
        "23505, CONSTRAINT_VIOLATION, NONE",
        "23513, CONSTRAINT_VIOLATION, NONE",
        "22012, DATA_ERROR, NONE",
        "25006, READ_ONLY, NONE",
        "0A000, NOT_SUPPORTED, NONE",
        "55019, NOT_SUPPORTED, NONE",
        "57033, LOCK_TIMEOUT, RETRY",
        "40001, DEADLOCK, RETRY",
        "57014, TIMEOUT, STOPPED",
        "57005, TIMEOUT, NONE",
        "57011, ENGINE_ERROR, NONE",
        "55006, ENGINE_ERROR, NONE",
        "58004, ENGINE_ERROR, NONE",
    })
    void what_the_server_says_of_a_statement_is_coded_by_sqlstate(String state, ErrorCode code, Remedy remedy) {
        EngineFailure failure = Db2Failures.classify(new SQLException("message", state, -1));

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.remedy()).isEqualTo(remedy);
        assertThat(failure.sessionLost()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"08001, -30081", "08003, -4470", "08S01, -99999", "40003, -30081", "55032, -1224", "58009, -4499"})
    void a_server_that_went_away_and_a_broken_network_are_lost_connections(String state, int code) {
        EngineFailure failure = Db2Failures.classify(new SQLException("gone", state, code));

        assertThat(failure.code()).isEqualTo(ErrorCode.CONNECTION_LOST);
        assertThat(failure.remedy()).isEqualTo(Remedy.RETRY);
        assertThat(failure.sessionLost()).isTrue();
    }

    @Test
    void a_server_with_too_many_connections_is_saturated() {
        EngineFailure failure = Db2Failures.classify(new SQLException("full", "57030", -1040));

        assertThat(failure.code()).isEqualTo(ErrorCode.ENGINE_SATURATED);
        assertThat(failure.remedy()).isEqualTo(Remedy.RELEASE);
    }

    @ParameterizedTest
    @CsvSource({"08001", "40001", "57014", "57030"})
    void a_state_that_sql_raises_is_an_error_of_that_sql(String state) {
        EngineFailure failure = Db2Failures.classify(new SQLException("SIGNAL", state, -438));

        assertThat(failure.code()).isEqualTo(ErrorCode.DATA_ERROR);
        assertThat(failure.remedy()).isEqualTo(Remedy.NONE);
        assertThat(failure.sessionLost()).isFalse();
    }

    @Test
    void the_reason_tells_a_lock_that_nobody_gave_up_from_a_deadlock() {
        String waited = "DB2 SQL Error: SQLCODE=-911, SQLSTATE=40001, SQLERRMC=68, DRIVER=4.33.31";

        assertThat(Db2Failures.classify(new SQLException(waited, "40001", -911)).code())
                .isEqualTo(ErrorCode.LOCK_TIMEOUT);
        assertThat(Db2Failures.classify(new SQLException(waited.replace("68", "2"), "40001", -911))
                        .code())
                .isEqualTo(ErrorCode.DEADLOCK);
    }

    @Test
    void a_time_out_of_the_driver_is_one_whatever_its_state() {
        EngineFailure failure = Db2Failures.classify(new SQLTimeoutException("late", "XCL52"));

        assertThat(failure.remedy()).isEqualTo(Remedy.STOPPED);
    }
}
