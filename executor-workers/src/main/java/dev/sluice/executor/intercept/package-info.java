/** What others may do before and after a job is executed, found by ServiceLoader. */
@NullMarked
package dev.sluice.executor.intercept;

import org.jspecify.annotations.NullMarked;
