/**
 * On which partition of its jobs topic an admitted job goes: one whose owner has a free slot, so that no job waits behind a busy
 * executor while another has nothing to do. Pure.
 */
@NullMarked
package dev.sluice.dispatcher.place;

import org.jspecify.annotations.NullMarked;
