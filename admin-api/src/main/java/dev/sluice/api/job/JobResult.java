package dev.sluice.api.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.message.Column;
import dev.sluice.message.QueryReply;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What came of a job that ran.
 *
 * @param columns JSON array of the columns
 * @param chunks number of row chunks before the outcome; 0 if all rows came with it
 * @param truncated which cap cut the rows short, or NONE
 * @param inlineRows a JSON array of rows, UTF-8, where they came with the outcome and are still at hand
 * @param keptAt URI in the store of large results, where the rows lie there
 */
public record JobResult(
        String resultId,
        long rowCount,
        List<Long> updateCounts,
        Supplier<JsonNode> columns,
        int chunks,
        String truncated,
        boolean fromLedger,
        @Nullable ByteBuffer inlineRows,
        @Nullable String keptAt) {
    public JobResult {
        updateCounts = List.copyOf(updateCounts);
    }

    /** As the outcome says it. */
    public static JobResult of(QueryReply outcome) {
        List<Column> columns = outcome.getColumns();
        return new JobResult(
                outcome.getResultId(),
                outcome.getRowCount(),
                outcome.getUpdateCounts(),
                () -> MessageJson.of(columns),
                outcome.getChunks(),
                outcome.getTruncated().name(),
                outcome.getFromLedger(),
                outcome.getRows() == null ? null : outcome.getRows().asReadOnlyBuffer(),
                outcome.getClaimCheck() == null ? null : outcome.getClaimCheck().getUri());
    }
}
