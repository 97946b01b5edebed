/** Keeps jobs away from a database that does not answer, and lets a few look whether it does again. */
@NullMarked
package dev.sluice.executor.breaker;

import org.jspecify.annotations.NullMarked;
