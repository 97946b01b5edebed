/** Collections of which a fork costs nothing, so that the lines can be played forward without touching them. */
@NullMarked
package dev.sluice.dispatcher.line.fork;

import org.jspecify.annotations.NullMarked;
