/** What a process shows of itself: metrics of its JVM and services, and how it is. */
@NullMarked
package dev.sluice.runtime.observe;

import org.jspecify.annotations.NullMarked;
