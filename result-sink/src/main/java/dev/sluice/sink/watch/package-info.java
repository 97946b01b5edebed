/**
 * Watches what the rest of Sluice needs of Kafka and raises an alarm. The one alarm so far: a transaction that stays open, behind which
 * every reader of committed records waits.
 */
@NullMarked
package dev.sluice.sink.watch;

import org.jspecify.annotations.NullMarked;
