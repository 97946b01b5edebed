/** What is told of a job that seems to end every executor that runs it. */
@NullMarked
package dev.sluice.executor.poison;

import org.jspecify.annotations.NullMarked;
