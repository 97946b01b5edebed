/** Executors in processes of their own that die at every step, and the books balanced afterwards. */
@NullMarked
package dev.sluice.executor.once;

import org.jspecify.annotations.NullMarked;
