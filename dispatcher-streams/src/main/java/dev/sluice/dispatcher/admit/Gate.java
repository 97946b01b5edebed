package dev.sluice.dispatcher.admit;

import dev.sluice.dispatcher.line.Scheduled;

/** What keeps a job from having a lease beside those that there are. Changes nothing. */
@FunctionalInterface
interface Gate {
    Obstacle obstacle(Scheduled job, Leases leases);
}
