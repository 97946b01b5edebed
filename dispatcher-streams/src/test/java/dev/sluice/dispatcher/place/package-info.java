@NullMarked
package dev.sluice.dispatcher.place;

import org.jspecify.annotations.NullMarked;
