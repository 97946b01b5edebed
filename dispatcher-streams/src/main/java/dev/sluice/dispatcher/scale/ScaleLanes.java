package dev.sluice.dispatcher.scale;

import dev.sluice.dispatcher.admit.Schedule;
import dev.sluice.dispatcher.line.LaneKey;
import dev.sluice.message.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The slots that all lanes of a task should have. A standing order for a lane is what it should have as long as it stands. What the
 * lanes of a database want together never exceeds its connections. Not thread-safe.
 */
public final class ScaleLanes {
    private static final Lane[] LANES = Lane.values();
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final ScaleRules rules;
    private final Schedule schedule;
    private final LaneBudget budget;
    private final Map<LaneKey, DesiredSlots> desired = new HashMap<>();
    private Map<LaneKey, Integer> last = Map.of();
    private Instant nextLook = Instant.EPOCH;

    public ScaleLanes(ScaleRules rules, Schedule schedule, LaneBudget budget) {
        this.rules = rules;
        this.schedule = schedule;
        this.budget = budget;
    }

    /** What every lane should have that has work, or had some within the calm time; looked at once a second. */
    public Map<LaneKey, Integer> look(Instant now) {
        if (!now.isBefore(nextLook)) {
            nextLook = now.plus(EVERY);
            last = lookAgain(now);
        }
        return last;
    }

    private Map<LaneKey, Integer> lookAgain(Instant now) {
        Set<LaneKey> lanes = new HashSet<>(desired.keySet());
        for (String database : schedule.databases()) {
            for (Lane lane : LANES) {
                lanes.add(new LaneKey(database, lane));
            }
        }
        Map<LaneKey, Integer> wanted = new HashMap<>();
        for (LaneKey lane : lanes) {
            wanted.put(lane, wanted(lane, now));
        }
        desired.keySet().removeIf(lane -> idle(lane, wanted));
        return wanted;
    }

    private int wanted(LaneKey lane, Instant now) {
        LaneBudget.Room room = budget.of(lane);
        int byWork = desired.computeIfAbsent(lane, none -> new DesiredSlots(rules))
                .look(schedule.work(lane), room.prefetch(), room.slots(), now);
        return room.ordered() ? room.slots() : byWork;
    }

    private boolean idle(LaneKey lane, Map<LaneKey, Integer> wanted) {
        Schedule.Work work = schedule.work(lane);
        return work.leased() == 0 && work.waitingMillis() == 0 && wanted.getOrDefault(lane, 0) <= rules.least();
    }
}
