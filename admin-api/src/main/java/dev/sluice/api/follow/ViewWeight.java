package dev.sluice.api.follow;

import dev.sluice.api.job.JobResult;
import dev.sluice.api.job.JobView;
import java.util.Collection;

/** Roughly how many bytes of memory a remembered job takes. Pure. */
final class ViewWeight {
    // An estimate: the records of a view with its decision, metrics and columns, and its share of the map.
    private static final int FIXED = 2_048;

    private ViewWeight() {}

    static int of(Collection<JobView> views) {
        long bytes = 0;
        for (JobView view : views) {
            String statement = view.submission().statement();
            JobResult result = view.result();
            bytes += FIXED + (statement == null ? 0 : statement.length());
            bytes += result == null || result.inlineRows() == null
                    ? 0
                    : result.inlineRows().remaining();
        }
        return (int) Math.min(Integer.MAX_VALUE, bytes);
    }
}
