/**
 * The step that takes routed jobs from Kafka: which record may run, which was already done, and what has to be committed so that
 * the next owner of the partition knows the same. Jobs finish out of order, so a committed offset is a low-water mark and its
 * metadata names what is still open above it. {@link dev.sluice.executor.take.JobSource} keeps the rest of the executor ignorant
 * of how work is had.
 */
@NullMarked
package dev.sluice.executor.take;

import org.jspecify.annotations.NullMarked;
