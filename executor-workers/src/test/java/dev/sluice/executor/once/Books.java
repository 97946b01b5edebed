package dev.sluice.executor.once;

import dev.sluice.message.JobEvent;
import dev.sluice.message.JobState;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What was answered, what was done, and whether the two agree. Pure.
 *
 * @param outcomes committed OUTCOMEs by job id
 * @param ends committed terminal events by job id
 * @param effects how often each part of a job took effect, by job id and by number of its statement
 * @param ledger the outcomes that the ledger has, by job id
 */
record Books(
        Map<String, List<QueryReply>> outcomes,
        Map<String, List<JobEvent>> ends,
        Map<String, Map<Integer, Integer>> effects,
        Map<String, QueryReply> ledger) {
    /** What is wrong with a job; nothing if it ended once and had its effect once, or not at all if it did not succeed. */
    List<String> complaints(QueryJob job) {
        String id = job.getJobId();
        List<String> complaints = new ArrayList<>();
        List<QueryReply> replies = outcomes.getOrDefault(id, List.of());
        if (replies.size() != 1) {
            complaints.add(id + " has " + replies.size() + " OUTCOMEs");
        }
        int ended = ends.getOrDefault(id, List.of()).size();
        if (ended != 1) {
            complaints.add(id + " has " + ended + " terminal events");
        }
        int[] times = IntStream.rangeClosed(1, job.getStatements().size())
                .map(part -> effects.getOrDefault(id, Map.of()).getOrDefault(part, 0))
                .toArray();
        effect(id, times, complaints);
        replies.forEach(reply -> agree(reply, times[0], complaints));
        return complaints;
    }

    private static void effect(String id, int[] times, List<String> complaints) {
        int most = IntStream.of(times).max().orElse(0);
        if (most > 1) {
            complaints.add(id + " took effect " + most + " times");
        }
        if (IntStream.of(times).distinct().count() > 1) {
            complaints.add(id + " took effect in part");
        }
    }

    private void agree(QueryReply reply, int times, List<String> complaints) {
        String id = reply.getJobId();
        if (reply.getState() == JobState.SUCCEEDED && times == 0) {
            complaints.add(id + " SUCCEEDED without effect");
        }
        if (reply.getState() != JobState.SUCCEEDED && reply.getState() != JobState.UNKNOWN && times > 0) {
            complaints.add(id + " is " + reply.getState() + " and took effect");
        }
        QueryReply kept = ledger.get(id);
        if (kept == null ? reply.getState() == JobState.SUCCEEDED : !same(kept, reply)) {
            complaints.add(id + " has another outcome in the ledger: " + kept);
        }
    }

    /** Where a reply was taken from is the one thing in which it may differ. */
    private static boolean same(QueryReply kept, QueryReply sent) {
        return kept.equals(
                QueryReply.newBuilder(sent).setFromLedger(kept.getFromLedger()).build());
    }
}
