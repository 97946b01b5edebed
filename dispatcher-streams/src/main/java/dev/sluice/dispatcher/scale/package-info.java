/**
 * How many slots each lane of a database should have for what it has to do, for whoever starts and stops executors. Pure: measured
 * work goes in, a number comes out.
 */
@NullMarked
package dev.sluice.dispatcher.scale;

import org.jspecify.annotations.NullMarked;
