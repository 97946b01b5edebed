@NullMarked
package dev.sluice.dispatcher.scale;

import org.jspecify.annotations.NullMarked;
