/**
 * One trace of a job from its producer to its reply: how its context travels in the headers of records, and what its spans are called. Only
 * what stands at an edge makes spans; what decides knows nothing of them.
 */
@NullMarked
package dev.sluice.schemas.trace;

import org.jspecify.annotations.NullMarked;
