/**
 * Fourth step: may this be run at all?
 *
 * <p>First what cannot work as a job, and what is refused to everybody: kinds an operator denies, statements and functions that reach
 * past what a job is. Then what the policies that apply say, see {@link dev.sluice.dispatcher.policy}. Signed requests, a firewall of
 * fingerprints, an injection score and policies that only watch belong here too: each is one more objection or none.
 */
@NullMarked
package dev.sluice.dispatcher.authorize;

import org.jspecify.annotations.NullMarked;
