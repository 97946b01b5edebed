/** Everything in one process, from the keyboard: started with progress, told about, and stopped in order when asked to. */
@NullMarked
package dev.sluice.standalone.cli.up;

import org.jspecify.annotations.NullMarked;
