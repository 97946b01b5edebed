package dev.sluice.schemas.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.ErrorCategory;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobError;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorCatalogTest {
    @ParameterizedTest
    @EnumSource
    void everyCodeHasACategoryAndMakesAnError(ErrorCode code) {
        JobError error = ErrorCatalog.error(code, "what happened", "42P01", "what to do");

        assertThat(error.getCategory()).isEqualTo(ErrorCatalog.category(code));
        assertThat(error.getRetryable()).isEqualTo(ErrorCatalog.retryable(code));
        assertThat(error.getMessage()).isEqualTo("what happened");
        assertThat(error.getSqlState()).isEqualTo("42P01");
        assertThat(error.getHint()).isEqualTo("what to do");
    }

    @ParameterizedTest
    @EnumSource
    void whatTheUserMustChangeIsNeverRetryable(ErrorCode code) {
        if (ErrorCatalog.category(code) == ErrorCategory.USER) {
            assertThat(ErrorCatalog.retryable(code)).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OUTCOME_UNKNOWN", "POISON", "RETRY_EXHAUSTED", "LEDGER_UNAVAILABLE", "UNSEALED"})
    void whatMayHaveHadAnEffectIsNeverRetryable(ErrorCode code) {
        assertThat(ErrorCatalog.retryable(code)).isFalse();
    }
}
