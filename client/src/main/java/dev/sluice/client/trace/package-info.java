/** The spans of a producer: its request goes out, its reply comes in. */
@NullMarked
package dev.sluice.client.trace;

import org.jspecify.annotations.NullMarked;
