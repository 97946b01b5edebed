package dev.sluice.standalone.cli.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.message.JobState;
import dev.sluice.standalone.cli.print.ProgressBar;
import dev.sluice.standalone.cli.print.RowPrinter;
import dev.sluice.standalone.cli.rest.ApiException;
import dev.sluice.standalone.cli.rest.ArrivingRows;
import dev.sluice.standalone.cli.rest.SluiceApi;
import dev.sluice.standalone.cli.shell.Shell;

/** Prints a result without ever holding more than a page of it. */
final class ResultPages {
    private static final int PAGE = 1_000;
    /** So many take seconds. */
    private static final int MANY = 500_000;

    private final SluiceApi api;
    private final Shell shell;

    ResultPages(SluiceApi api, Shell shell) {
        this.api = api;
        this.shell = shell;
    }

    /** False, with nothing printed, if the job has no columns to show. */
    boolean print(String jobId, long offset, RowPrinter printer) throws ApiException, InterruptedException {
        JsonNode page = api.result(jobId, offset, PAGE);
        if (page.path("columns").isEmpty()) {
            return false;
        }
        // Only a job that succeeded has rows to show; the page itself does not say so.
        printer.page(((ObjectNode) page).put("state", JobState.SUCCEEDED.name()));
        if (page.hasNonNull("next")) {
            printRest(jobId, offset + page.path("rows").size(), (ObjectNode) page, printer);
        }
        printer.end();
        printer.incomplete().ifPresent(shell.err()::line);
        return true;
    }

    private void printRest(String jobId, long offset, ObjectNode page, RowPrinter printer)
            throws ApiException, InterruptedException {
        long all = page.path("rowCount").asLong();
        ProgressBar bar = new ProgressBar(shell.err(), shell.clock(), "rows");
        // Rows that go to the screen are progress enough.
        boolean shown = all >= MANY && !shell.out().interactive();
        long printed = offset;
        try (ArrivingRows stream = api.rows(jobId, offset)) {
            ArrayNode rows = stream.next(PAGE);
            while (!rows.isEmpty()) {
                printer.page(page.set("rows", rows));
                printed += rows.size();
                if (shown) {
                    bar.at(printed, all, "");
                }
                rows = stream.next(PAGE);
            }
        }
        if (shown) {
            bar.done("");
        }
    }
}
