/**
 * Sessions: jobs that run one after another and under the same settings.
 *
 * <p>A session is no open connection: what it holds is remembered here and set anew for each of its jobs.
 */
@NullMarked
package dev.sluice.dispatcher.session;

import org.jspecify.annotations.NullMarked;
