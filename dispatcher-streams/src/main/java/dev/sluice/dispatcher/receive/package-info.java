/**
 * Before the first step: from a record as it was read to somebody who decides about it.
 *
 * <p>Sources deliver bytes in rank order. Here they are decoded, and checked to have come on the topic and partition where they
 * belong; what is not is moved or refused.
 */
@NullMarked
package dev.sluice.dispatcher.receive;

import org.jspecify.annotations.NullMarked;
