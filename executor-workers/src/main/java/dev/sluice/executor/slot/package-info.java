/** The places where jobs of one database and lane run, how many there are, and how busy they have been. */
@NullMarked
package dev.sluice.executor.slot;

import org.jspecify.annotations.NullMarked;
