@NullMarked
package dev.sluice.executor.slot;

import org.jspecify.annotations.NullMarked;
