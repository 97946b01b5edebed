package dev.sluice.dispatcher.admit;

import dev.sluice.message.LimitCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a job stands: every limit with how much of it is used, and what it waits for.
 *
 * @param waitsFor what keeps it, as the rest of a sentence that begins with "Waits for"; empty if nothing does
 * @param ahead jobs in line that go before it, if nobody comes and nothing but slots keeps anybody
 * @param counted whether they were counted, turn by turn, and not guessed
 * @param expectedWait how long it will wait for its turn by what those ahead are predicted to take
 */
public record Standing(List<LimitCheck> limits, String waitsFor, long ahead, boolean counted, Duration expectedWait) {
    public Standing {
        limits = List.copyOf(limits);
    }

    /** The same with other limits that were looked at too. */
    public Standing with(List<LimitCheck> others) {
        if (others.isEmpty()) {
            return this;
        }
        List<LimitCheck> all = new ArrayList<>(limits);
        all.addAll(others);
        return new Standing(all, waitsFor, ahead, counted, expectedWait);
    }
}
