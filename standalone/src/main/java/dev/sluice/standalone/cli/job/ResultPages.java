package dev.sluice.standalone.cli.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.message.JobState;
import dev.sluice.standalone.cli.print.RowPrinter;
import dev.sluice.standalone.cli.rest.ApiException;
import dev.sluice.standalone.cli.rest.SluiceApi;

/** Takes a result page by page until it is whole, and hands each page to the printer. */
final class ResultPages {
    static final int PAGE = 1_000;

    private final SluiceApi api;

    ResultPages(SluiceApi api) {
        this.api = api;
    }

    /** False, with nothing printed, if the job has no columns to show. */
    boolean print(String jobId, long offset, int pageSize, RowPrinter printer)
            throws ApiException, InterruptedException {
        JsonNode page = api.result(jobId, offset, pageSize);
        if (page.path("columns").isEmpty()) {
            return false;
        }
        // Only a job that succeeded has rows to show; the page itself does not say so.
        printer.page(((ObjectNode) page).put("state", JobState.SUCCEEDED.name()));
        long next = offset;
        // "next" is there as long as there is more; an empty page ends it whatever it says.
        while (page.hasNonNull("next") && !page.path("rows").isEmpty()) {
            next += page.path("rows").size();
            page = api.result(jobId, next, pageSize);
            printer.page(page);
        }
        printer.end();
        return true;
    }
}
