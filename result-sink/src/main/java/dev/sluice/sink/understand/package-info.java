/**
 * Understands records: bytes in, rows out. Pure but for the look-up of a schema id never seen before.
 *
 * <p>A record that is not a message, or makes no sense as one, becomes a dead letter row of its own and stops nobody. Only a
 * registry that does not answer makes the whole batch wait, because then the record is not to blame.
 */
@NullMarked
package dev.sluice.sink.understand;

import org.jspecify.annotations.NullMarked;
