@NullMarked
package dev.sluice.executor.take.progress;

import org.jspecify.annotations.NullMarked;
