/** Many requests out of one file: read them all, submit them a call at a time, tell what became of each. */
@NullMarked
package dev.sluice.standalone.cli.batch;

import org.jspecify.annotations.NullMarked;
