package dev.sluice.dispatcher.stream;

import dev.sluice.dispatcher.catalog.LiveSlots;
import dev.sluice.dispatcher.catalog.TenantPolicyLimits;
import java.time.Instant;

/** A look at what limits are made of, as it is now; between two looks they stay the same. */
record Look(LiveSlots slots, TenantPolicyLimits limits) {
    void at(Instant now) {
        slots.look(now);
        limits.look();
    }
}
