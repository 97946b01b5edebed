/**
 * What remains of a statement without its values: a text by which it is known again, and a hash of it that history goes by. Neither
 * depends on literals, comments, spaces, the case of words or the length of IN lists.
 */
@NullMarked
package dev.sluice.dispatcher.normal;

import org.jspecify.annotations.NullMarked;
