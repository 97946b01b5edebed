@NullMarked
package dev.sluice.executor.intercept;

import org.jspecify.annotations.NullMarked;
