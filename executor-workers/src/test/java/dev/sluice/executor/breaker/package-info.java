@NullMarked
package dev.sluice.executor.breaker;

import org.jspecify.annotations.NullMarked;
