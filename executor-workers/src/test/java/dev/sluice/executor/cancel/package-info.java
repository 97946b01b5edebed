@NullMarked
package dev.sluice.executor.cancel;

import org.jspecify.annotations.NullMarked;
