/** The spans of the executor: one for each try of a job. */
@NullMarked
package dev.sluice.executor.trace;

import org.jspecify.annotations.NullMarked;
