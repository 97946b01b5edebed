package dev.sluice.dispatcher.route;

import dev.sluice.message.Lane;
import java.time.Duration;
import java.util.Map;

/**
 * What a job may use when it runs, where the request does not ask for less.
 *
 * @param timeouts default execution time by lane
 * @param leashes by lane, how long a read may keep a slot there before it has to go on in the next slower lane; none where zero
 * @param maxTimeout longest execution time a request may ask for
 * @param maxRows row cap, default and limit
 * @param maxBytes byte cap of the encoded result, default and limit
 * @param sealLife how long after admission the seal of a routed job holds
 */
public record RunLimits(
        Map<Lane, Duration> timeouts,
        Map<Lane, Duration> leashes,
        Duration maxTimeout,
        long maxRows,
        long maxBytes,
        Duration sealLife) {
    public RunLimits {
        leashes = Map.copyOf(leashes);
        timeouts = Map.copyOf(timeouts);
    }

    Duration timeout(Lane lane) {
        return timeouts.getOrDefault(lane, maxTimeout);
    }

    Duration leash(Lane lane) {
        return leashes.getOrDefault(lane, Duration.ZERO);
    }
}
