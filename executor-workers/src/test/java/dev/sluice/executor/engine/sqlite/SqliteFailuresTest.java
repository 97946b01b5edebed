package dev.sluice.executor.engine.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.executor.engine.EngineFailure;
import dev.sluice.executor.engine.Remedy;
import dev.sluice.message.ErrorCode;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SqliteFailuresTest {
    @ParameterizedTest
    @CsvSource({
        "5, LOCK_TIMEOUT, RETRY, false", // database is locked
        "517, LOCK_TIMEOUT, RETRY, false", // by a newer snapshot
        "6, LOCK_TIMEOUT, RETRY, false",
        "8, READ_ONLY, NONE, false",
        "9, TIMEOUT, STOPPED, false",
        "10, ENGINE_ERROR, NONE, true", // the disk
        "11, ENGINE_ERROR, NONE, true", // the file is malformed
        "13, ENGINE_ERROR, NONE, false", // the disk is full
        "14, ENGINE_DOWN, RELEASE, true", // no file
        "19, CONSTRAINT_VIOLATION, NONE, false",
        "26, ENGINE_ERROR, NONE, true", // no database
    })
    void failures_are_coded_by_the_primary_result_code(int result, ErrorCode code, Remedy remedy, boolean lost) {
        EngineFailure failure = SqliteFailures.classify(new SQLException("message", null, result));

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.remedy()).isEqualTo(remedy);
        assertThat(failure.sessionLost()).isEqualTo(lost);
    }
}
