/**
 * One lane worker per engine and lane ties the steps together: take, check the seal, find a slot, execute, publish. The rules
 * about starting a job at all live here; those about a failed try live with the try.
 */
@NullMarked
package dev.sluice.executor.lane;

import org.jspecify.annotations.NullMarked;
