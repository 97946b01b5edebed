/**
 * Fourth step: may this be run at all?
 *
 * <p>Today one rule set for everybody: what cannot work as a job is refused with a hint, and kinds an operator denies are denied.
 * Policies of tenants belong here.
 */
@NullMarked
package dev.sluice.dispatcher.authorize;

import org.jspecify.annotations.NullMarked;
