package dev.sluice.executor.engine.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.executor.engine.EngineFailure;
import dev.sluice.executor.engine.Remedy;
import dev.sluice.executor.engine.postgresql.guard.OversizeAnswerException;
import dev.sluice.message.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;

final class PostgresFailuresTest {
    @ParameterizedTest
    @CsvSource({
        "42601, SYNTAX_ERROR, NONE",
        "42P01, UNKNOWN_OBJECT, NONE",
        "42703, UNKNOWN_OBJECT, NONE",
        "42883, UNKNOWN_OBJECT, NONE",
        "42804, DATA_ERROR, NONE",
        "42501, PERMISSION_DENIED, NONE",
        "42P07, CONSTRAINT_VIOLATION, NONE",
        "23505, CONSTRAINT_VIOLATION, NONE",
        "22P02, DATA_ERROR, NONE",
        "22012, DATA_ERROR, NONE",
        "25006, READ_ONLY, NONE",
        "0A000, NOT_SUPPORTED, NONE",
        "25001, NOT_SUPPORTED, NONE",
        "55P03, LOCK_TIMEOUT, NONE",
        "57014, TIMEOUT, STOPPED",
        "40P01, DEADLOCK, RETRY",
        "40001, SERIALIZATION_FAILURE, RETRY",
        "XX000, ENGINE_ERROR, NONE",
        "53100, ENGINE_ERROR, NONE",
        "58030, ENGINE_ERROR, NONE",
        "55000, NOT_SUPPORTED, NONE",
        "0LP01, PERMISSION_DENIED, NONE",
        "2F005, DATA_ERROR, NONE",
        "U9999, DATA_ERROR, NONE",
        "P0001, DATA_ERROR, NONE",
    })
    void what_the_server_says_of_a_statement_is_coded_by_sqlstate(String state, ErrorCode code, Remedy remedy) {
        EngineFailure failure = PostgresFailures.classify(fromServer("ERROR", state, "message"));

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.remedy()).isEqualTo(remedy);
        assertThat(failure.sqlState()).isEqualTo(state);
        assertThat(failure.sessionLost()).isFalse();
    }

    @Test
    void sql_that_raises_the_state_of_a_lost_connection_loses_none() {
        EngineFailure failure = PostgresFailures.classify(fromServer("ERROR", "08006", "raised by a function"));

        assertThat(failure.code()).isEqualTo(ErrorCode.ENGINE_ERROR);
        assertThat(failure.remedy()).isEqualTo(Remedy.NONE);
        assertThat(failure.sessionLost()).isFalse();
    }

    @Test
    void a_server_that_ends_the_session_and_a_broken_network_are_lost_connections() {
        EngineFailure shutdown = PostgresFailures.classify(fromServer("FATAL", "57P01", "terminating"));
        EngineFailure network = PostgresFailures.classify(new PSQLException("broken", PSQLState.CONNECTION_FAILURE));

        assertThat(shutdown.code()).isEqualTo(ErrorCode.CONNECTION_LOST);
        assertThat(network.code()).isEqualTo(ErrorCode.CONNECTION_LOST);
        assertThat(shutdown.sessionLost() && network.sessionLost()).isTrue();
        assertThat(network.remedy()).isEqualTo(Remedy.RETRY);
    }

    @Test
    void a_fetch_that_the_driver_refuses_to_hold_costs_its_connection_and_is_asked_for_in_smaller_pieces() {
        EngineFailure overrun = PostgresFailures.classify(new PSQLException(
                "Result set exceeded maxResultBuffer limit. Received: 5; Current limit: 4",
                PSQLState.COMMUNICATION_ERROR));
        EngineFailure pretended = PostgresFailures.classify(fromServer("ERROR", "08S01", "maxResultBuffer"));

        assertThat(overrun.code()).isEqualTo(ErrorCode.RESULT_TOO_LARGE);
        assertThat(overrun.remedy()).isEqualTo(Remedy.NARROW);
        assertThat(overrun.sessionLost()).isTrue();
        assertThat(pretended.remedy()).isEqualTo(Remedy.NONE);
    }

    @Test
    void an_answer_that_was_not_let_in_costs_its_connection_and_is_not_asked_for_again() {
        EngineFailure oversize = PostgresFailures.classify(new PSQLException(
                "An I/O error occurred while sending to the backend.",
                PSQLState.CONNECTION_FAILURE,
                new OversizeAnswerException("5 bytes")));

        assertThat(oversize.code()).isEqualTo(ErrorCode.RESULT_TOO_LARGE);
        assertThat(oversize.message()).startsWith("5 bytes");
        assertThat(oversize.remedy()).isEqualTo(Remedy.NONE);
        assertThat(oversize.sessionLost()).isTrue();
    }

    @Test
    void a_server_that_takes_no_work_gives_the_job_back() {
        EngineFailure refused =
                PostgresFailures.classify(new PSQLException("refused", PSQLState.CONNECTION_UNABLE_TO_CONNECT));
        EngineFailure full = PostgresFailures.classify(fromServer("FATAL", "53300", "too many connections"));

        assertThat(refused.code()).isEqualTo(ErrorCode.ENGINE_DOWN);
        assertThat(full.code()).isEqualTo(ErrorCode.ENGINE_SATURATED);
        assertThat(refused.remedy()).isEqualTo(Remedy.RELEASE);
        assertThat(full.remedy()).isEqualTo(Remedy.RELEASE);
    }

    @ParameterizedTest
    @CsvSource({
        "0A000, cached plan must not change result type, RevalidateCachedQuery, RETRY",
        "0A000, cached plan must not change result type, exec_stmt_raise, NONE",
        "26000, prepared statement \"S_3\" does not exist, FetchPreparedStatement, RETRY",
        "26000, prepared statement \"mine\" does not exist, FetchPreparedStatement, NONE",
    })
    void a_stale_statement_of_the_driver_is_tried_again_on_another_connection_and_no_sql_can_pretend(
            String state, String message, String routine, Remedy remedy) {
        EngineFailure stale = PostgresFailures.classify(new PSQLException(
                new ServerErrorMessage("SERROR\0VERROR\0C" + state + "\0M" + message + "\0R" + routine + "\0")));

        assertThat(stale.remedy()).isEqualTo(remedy);
        assertThat(stale.sessionLost()).isEqualTo(remedy == Remedy.RETRY);
    }

    @Test
    void a_setting_that_the_driver_cannot_read_by_is_the_fault_of_the_sql_and_puts_no_other_connection_in_doubt() {
        EngineFailure failure = PostgresFailures.classify(new PSQLException(
                "The server's DateStyle parameter was changed to SQL, MDY.", PSQLState.CONNECTION_FAILURE));

        assertThat(failure.code()).isEqualTo(ErrorCode.NOT_SUPPORTED);
        assertThat(failure.remedy()).isEqualTo(Remedy.NONE);
        assertThat(failure.sessionLost()).isFalse();
    }

    @Test
    void a_copy_that_has_nothing_to_read_was_stopped_by_nobody() {
        EngineFailure failure = PostgresFailures.classify(new PSQLException(
                new ServerErrorMessage("SERROR\0VERROR\0C57014\0MCOPY from stdin failed\0RCopyGetData\0")));

        assertThat(failure.code()).isEqualTo(ErrorCode.NOT_SUPPORTED);
        assertThat(failure.remedy()).isEqualTo(Remedy.NONE);
    }

    private static PSQLException fromServer(String severity, String state, String message) {
        return new PSQLException(
                new ServerErrorMessage("S" + severity + "\0V" + severity + "\0C" + state + "\0M" + message + "\0"));
    }
}
