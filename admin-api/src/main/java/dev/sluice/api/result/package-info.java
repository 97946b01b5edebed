/**
 * The rows of a job, a page at a time: from memory while the outcome that carried them is at hand, else from the store where a large result lies, or from the history, for which a
 * call waits a moment, because the history is written a little after the job has ended.
 */
@NullMarked
package dev.sluice.api.result;

import org.jspecify.annotations.NullMarked;
