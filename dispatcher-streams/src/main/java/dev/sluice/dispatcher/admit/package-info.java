/**
 * Seventh step: may it run now?
 *
 * <p>A job runs only with a lease of its database and lane. Leases and waiting jobs are sets by job key, never counters, and all of
 * it is an index over the stored jobs that can be rebuilt from them at any time.
 */
@NullMarked
package dev.sluice.dispatcher.admit;

import org.jspecify.annotations.NullMarked;
