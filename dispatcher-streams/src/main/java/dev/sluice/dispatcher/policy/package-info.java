/**
 * What the policies in force let one asker do.
 *
 * <p>A policy applies to a job by tenant, principal, role and database. What any policy that applies denies is refused; what is left
 * needs one that allows it; of the limits the strictest counts. Names are judged in one normal form, however a statement spells them.
 * Everything here is a value: who keeps the documents and how they change is somebody else's affair.
 */
@NullMarked
package dev.sluice.dispatcher.policy;

import org.jspecify.annotations.NullMarked;
