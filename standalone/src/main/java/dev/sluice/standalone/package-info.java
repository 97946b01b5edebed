/**
 * All of Sluice in one process, with a real Kafka and a real PostgreSQL of its own. {@link dev.sluice.standalone.Standalone} is the
 * map: what is started, in which order, and who is told which address.
 */
@NullMarked
package dev.sluice.standalone;

import org.jspecify.annotations.NullMarked;
