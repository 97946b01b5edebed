/**
 * What is done and what is open in one partition, and how that is written into a commit. Pure: nothing here knows a consumer. Whoever owns
 * the partition next reads it from there and goes on with the same knowledge.
 */
@NullMarked
package dev.sluice.executor.take.progress;

import org.jspecify.annotations.NullMarked;
