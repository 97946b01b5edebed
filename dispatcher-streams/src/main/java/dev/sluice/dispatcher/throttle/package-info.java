/**
 * Sixth step: how soon may this tenant have another job?
 *
 * <p>A rate limit delays jobs, it never refuses them: the answer is the time before which the job must not start.
 */
@NullMarked
package dev.sluice.dispatcher.throttle;

import org.jspecify.annotations.NullMarked;
