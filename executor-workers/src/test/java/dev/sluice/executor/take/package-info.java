@NullMarked
package dev.sluice.executor.take;

import org.jspecify.annotations.NullMarked;
