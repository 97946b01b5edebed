/**
 * The vocabulary of jobs beside the messages themselves: which state may follow which, what every error code means, and what ids
 * and names may look like. Pure tables; every service decides by them and none has its own.
 */
@NullMarked
package dev.sluice.schemas.job;

import org.jspecify.annotations.NullMarked;
