/**
 * After the last step: outputs become records that fit their topics.
 *
 * <p>A record that the broker refuses dooms the whole transaction, so how much a topic takes is known beforehand.
 */
@NullMarked
package dev.sluice.dispatcher.send;

import org.jspecify.annotations.NullMarked;
