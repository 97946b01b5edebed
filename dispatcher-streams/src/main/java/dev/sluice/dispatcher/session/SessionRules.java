package dev.sluice.dispatcher.session;

import java.time.Duration;

/**
 * How many sessions there may be, and how long an idle one is remembered.
 *
 * @param perPrincipal sessions of one principal on one database
 * @param idle time without a job after which a session is forgotten
 */
public record SessionRules(int perPrincipal, Duration idle) {
    public SessionRules {
        if (perPrincipal < 1 || idle.isNegative() || idle.isZero()) {
            throw new IllegalArgumentException("sessions need room for one and a positive idle time");
        }
    }
}
