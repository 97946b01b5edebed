/**
 * Seventh step: may it run now?
 *
 * <p>A job runs only with a lease. Leases are counted against the slots of a lane, against limits of its tenant, its principal and its
 * class of statement, and against the tables that a change of their structure has claimed. Leases and waiting jobs are sets by job
 * key, never counters, and all of it is an index over the stored jobs that can be rebuilt from them at any time. Open {@link
 * dev.sluice.dispatcher.admit.Backlog} first; who is looked at first is the business of the lines.
 */
@NullMarked
package dev.sluice.dispatcher.admit;

import org.jspecify.annotations.NullMarked;
