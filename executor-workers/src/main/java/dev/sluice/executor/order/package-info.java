/** What operators have ordered for lanes, followed while the executor runs. */
@NullMarked
package dev.sluice.executor.order;

import org.jspecify.annotations.NullMarked;
