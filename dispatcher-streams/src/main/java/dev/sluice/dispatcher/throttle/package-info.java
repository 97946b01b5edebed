/**
 * Sixth step: how soon may there be another job of this tenant, this principal, this class of statement?
 *
 * <p>A rate limit delays jobs, it never refuses them: the answer is the time before which the job must not start.
 */
@NullMarked
package dev.sluice.dispatcher.throttle;

import org.jspecify.annotations.NullMarked;
