/**
 * How an executor knows that the dispatcher decided. Kafka does not say who produced a record, so a routed job carries a MAC under
 * a key that only the platform has; what is unsealed, altered, expired or on another topic does not run.
 */
@NullMarked
package dev.sluice.schemas.seal;

import org.jspecify.annotations.NullMarked;
