/**
 * What the API knows about a job, wherever it learned it: from the topics as they are written, or from the history afterwards.
 * Every other package hands jobs on as a {@link dev.sluice.api.job.JobView}; this one alone decides how a job looks in JSON.
 */
@NullMarked
package dev.sluice.api.job;

import org.jspecify.annotations.NullMarked;
