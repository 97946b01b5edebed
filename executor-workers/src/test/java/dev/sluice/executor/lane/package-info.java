@NullMarked
package dev.sluice.executor.lane;

import org.jspecify.annotations.NullMarked;
