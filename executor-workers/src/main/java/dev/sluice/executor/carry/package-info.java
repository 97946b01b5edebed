/**
 * The step that decides what carries the rows of a result too large to ride with its outcome: chunks on the reply topic, and once
 * there are too many of them, a store, to which all the rows go without the query being run again.
 */
@NullMarked
package dev.sluice.executor.carry;

import org.jspecify.annotations.NullMarked;
