/**
 * First step: is this a request we can have, from somebody who may have meant it, for the first time?
 *
 * <p>Sizes, ids, names, times and the reply topic are checked before anything looks at the SQL, cheapest first, so that bad input
 * costs little and is answered with what to change.
 */
@NullMarked
package dev.sluice.dispatcher.accept;

import org.jspecify.annotations.NullMarked;
